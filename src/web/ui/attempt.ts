/** The state of a request that a button starts: whether it is running, and why it failed. */
import { type Signal, useSignal } from "@preact/signals";
import { type Refusal, toRefusal } from "../../client/refusal.ts";
import { errorText } from "./notice.tsx";

/** A request as a component shows it. */
export interface Attempt {
  readonly busy: Signal<boolean>;
  readonly problem: Signal<string | undefined>;
  /** The server's rejection, from which `Problem` shows when to try again. */
  readonly refusal: Signal<Refusal | undefined>;
  /** Runs `request`. If it throws, `problem` becomes the text that `describe` makes of the error. */
  readonly attempt: (request: () => Promise<unknown>, describe?: (thrown: unknown) => string) => Promise<void>;
}

/** `initialProblem`: a problem to show before the first request. */
export function useAttempt(initialProblem?: string): Attempt {
  const busy = useSignal(false);
  const problem = useSignal(initialProblem);
  const refusal = useSignal<Refusal | undefined>(undefined);
  return {
    busy,
    problem,
    refusal,
    async attempt(request, describe = errorText) {
      busy.value = true;
      problem.value = undefined;
      refusal.value = undefined;
      try {
        await request();
      } catch (thrown) {
        problem.value = describe(thrown);
        refusal.value = toRefusal(thrown);
      } finally {
        busy.value = false;
      }
    },
  };
}
