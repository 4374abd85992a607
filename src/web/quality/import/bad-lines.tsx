/** The lines that the server did not take: the number, the text as it stands there, and why. */
import type { Misfit } from "../../../domain/faults.ts";
import { texts as qualityTexts } from "../texts.ts";
import { lineNumber, linesOf } from "./csv.ts";
import { texts } from "./texts.ts";

/** Each wrong line of `csv`, which is what was sent. */
export function BadLines({ csv, errors }: { csv: string; errors: readonly Misfit[] }) {
  const words = texts.value;
  if (errors.length === 0) return null;
  const lines = linesOf(csv);
  return (
    <ul class="flex flex-col gap-2">
      {errors.map(({ path, message }) => {
        const line = lineNumber(path);
        return (
          <li key={`${path} ${message}`} class="rounded-field bg-help-soft px-4 py-3 text-help-ink">
            <span class="font-semibold">{line === undefined ? path : words.badLine(line)}</span>
            {line !== undefined && <code class="ml-3 font-code">{lines[line - 1]}</code>}
            <Why message={message} />
          </li>
        );
      })}
    </ul>
  );
}

/** Why, in the page's language where it is one of the usual reasons; else as the server says it. */
function Why({ message }: { message: string }) {
  const words = texts.value;
  const [, column] = /^(\w+) is .*, which is no number\.$/.exec(message) ?? [];
  const [, missing] = /^(\w+) is missing\.$/.exec(message) ?? [];
  if (column !== undefined) return <span class="block text-base">{qualityTexts.value.notANumber(column)}</span>;
  if (missing !== undefined) return <span class="block text-base">{words.missing(missing)}</span>;
  return (
    <span class="block text-base" lang="en">
      {message}
    </span>
  );
}
