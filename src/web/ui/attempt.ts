/** Something that is tried at a press: whether it is on its way, and why it did not happen. */
import { type Signal, useSignal } from "@preact/signals";
import { type Refusal, toRefusal } from "../../client/refusal.ts";
import { errorText } from "./notice.tsx";

/** An attempt as a component shows it. */
export interface Attempt {
  readonly busy: Signal<boolean>;
  readonly problem: Signal<string | undefined>;
  /** What the server answered, for `Problem` to say when to go on. */
  readonly refusal: Signal<Refusal | undefined>;
  /** Tries it; where it is refused, `says` puts that into words. */
  readonly attempt: (what: () => Promise<unknown>, says?: (thrown: unknown) => string) => Promise<void>;
}

/** `wrong`: what is the matter before anything was tried. */
export function useAttempt(wrong?: string): Attempt {
  const busy = useSignal(false);
  const problem = useSignal(wrong);
  const refusal = useSignal<Refusal | undefined>(undefined);
  return {
    busy,
    problem,
    refusal,
    async attempt(what, says = errorText) {
      busy.value = true;
      problem.value = undefined;
      refusal.value = undefined;
      try {
        await what();
      } catch (thrown) {
        problem.value = says(thrown);
        refusal.value = toRefusal(thrown);
      } finally {
        busy.value = false;
      }
    },
  };
}
