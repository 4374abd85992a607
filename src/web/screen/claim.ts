/** The teacher's own browser becomes a projector without a number. */
import { toRefusal } from "../../client/refusal.ts";

interface ClaimOptions {
  readonly onClaimed: () => void;
  /** Whether the server cannot be reached at the moment. */
  readonly onAway: (isAway: boolean) => void;
  readonly onRefused: () => void;
  /** How long it waits before it tries again, in milliseconds. */
  readonly againMs?: number;
}

/** Asks with `open` until the server answers. Returns how to stop. */
export function claim(
  open: () => Promise<unknown>,
  { onClaimed, onAway, onRefused, againMs = 2000 }: ClaimOptions,
): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isStopped = false;
  const ask = async () => {
    const refusal = await open().then(() => undefined, toRefusal);
    if (isStopped) return;
    const isAway = refusal?.code === "unreachable";
    onAway(isAway);
    if (isAway) timer = setTimeout(() => void ask(), againMs);
    else if (refusal) onRefused();
    else onClaimed();
  };
  void ask();
  return () => {
    isStopped = true;
    clearTimeout(timer);
  };
}
