/** A ticket for a phone, shown for as long as it is good and then another one. */
import { type ReadonlySignal, useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { api } from "../../live.ts";

/** Milliseconds: a ticket is renewed so long before its end, and one that could not be had is asked for again. */
const times = { before: 60_000, again: 5000, least: 10_000 };

interface PairingOptions {
  /** Whether somebody looks at it. */
  readonly wanted: boolean;
  /** Milliseconds since 1970, by the server's clock. */
  readonly now: () => number;
  /** Changes when a ticket was used. */
  readonly used?: unknown;
}

/** The address to scan for a session by its code. */
export function usePairing(
  code: string,
  { wanted, now, used }: PairingOptions,
): ReadonlySignal<string | "failed" | undefined> {
  const url = useSignal<string | undefined>(undefined);
  useEffect(() => {
    if (!wanted) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let current = true;
    const ask = async () => {
      let wait = times.again;
      try {
        const ticket = await api.pairing(code);
        if (!current) return;
        url.value = ticket.url;
        wait = Math.max(times.least, Date.parse(ticket.expires_at) - now() - times.before);
      } catch {
        if (!current) return;
        url.value ??= "failed";
      }
      timer = setTimeout(ask, wait);
    };
    void ask();
    return () => {
      current = false;
      clearTimeout(timer);
      url.value = undefined;
    };
  }, [code, wanted, used]);
  return url;
}
