/** A sentence that says how things are, and what to do; for a whole page or above the content. */
import type { ComponentChildren } from "preact";
import { type Refusal, toRefusal } from "../../client/refusal.ts";
import { textOf } from "../faults/texts.ts";
import { common } from "./texts.ts";
import { Wait } from "./wait.tsx";

/** Fills the page: what it is, what to do, and the way on. */
export function Notice({ says, children }: { says: readonly [string, string]; children?: ComponentChildren }) {
  const [what, then] = says;
  return (
    <section class="m-auto flex w-full max-w-lg flex-col items-center gap-4 py-16 text-center">
      <h1 class="text-step font-extrabold tracking-tight text-balance">{what}</h1>
      <p class="text-quiet text-balance">{then}</p>
      {children && <div class="mt-4 flex w-full flex-col gap-3">{children}</div>}
    </section>
  );
}

/** One moment: shown only where waiting takes long enough to be noticed. */
export function Loading() {
  return (
    <p class="late m-auto p-16 text-quiet" role="status">
      {common.value.loading}
    </p>
  );
}

/** Why something did not happen, in the words of the page's language. */
export const errorText = (thrown: unknown): string => textOf(toRefusal(thrown).code);

/** An error beside what it is about; with the `refusal`, also when to go on. Keeps its line while there is none. */
export function Problem({
  says,
  id,
  refusal,
}: {
  says: string | undefined;
  id?: string;
  refusal?: Refusal | undefined;
}) {
  return (
    <p id={id} role="alert" class="min-h-7 text-base font-medium text-help-ink">
      {says}
      <Wait refusal={refusal} />
    </p>
  );
}
