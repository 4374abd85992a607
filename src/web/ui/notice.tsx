/** Messages of a page: a notice that fills it, the loading text, and an error next to an input. */
import type { ComponentChildren } from "preact";
import { type Refusal, toRefusal } from "../../client/refusal.ts";
import { textOf } from "../faults/text-of.ts";
import { toTitleAndHint } from "./sentences.ts";
import { common } from "./texts.ts";
import { Wait } from "./wait.tsx";

/** Fills the page with a title, an explanation and, as children, what to do next. */
export function Notice({ says, children }: { says: readonly [string, string]; children?: ComponentChildren }) {
  const [title, hint] = says;
  return (
    <section class="m-auto flex w-full max-w-lg flex-col items-center gap-4 py-16 text-center">
      <h1 class="text-step font-extrabold tracking-tight text-balance">{title}</h1>
      <p class="text-quiet text-balance">{hint}</p>
      {children && <div class="mt-4 flex w-full flex-col gap-3">{children}</div>}
    </section>
  );
}

/** The loading text. CSS delays it, so that a short wait shows nothing. */
export function Loading() {
  return (
    <p class="late m-auto p-16 text-quiet" role="status">
      {common.value.loading}
    </p>
  );
}

/** The text of an error in the page's language. */
export const errorText = (thrown: unknown): string => textOf(toRefusal(thrown).code);

/** An error as the title and the explanation of a notice. */
export const errorNotice = (thrown: unknown): readonly [string, string] => toTitleAndHint(errorText(thrown));

/** An error next to its input; with `refusal` also when to try again. Reserves its line while there is no error. */
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
