/** The rows with errors: line number, text, and the reason. */
import { formatCount } from "../numbers.ts";
import type { CellError, ConvertedRow } from "./convert.ts";
import { meaningText } from "./meaning-text.ts";
import { texts } from "./texts.ts";

/** How many rows are listed; the others are counted. */
const maxListed = 500;

/** Renders nothing if there are no errors. */
export function BadRows({ rows }: { rows: readonly ConvertedRow[] }) {
  const words = texts.value;
  const bad = rows.filter(({ error }) => error).sort((a, b) => a.row.line - b.row.line);
  if (bad.length === 0) return null;
  return (
    <section class="flex flex-col gap-2" aria-labelledby="bad-rows">
      <div role="status">
        <h2 id="bad-rows" class="font-semibold text-help-ink">
          {words.badRows(bad.length)}
        </h2>
      </div>
      <ul
        class="flex max-h-96 flex-col gap-2 overflow-y-auto"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: keyboard users must be able to scroll it
        tabIndex={0}
      >
        {bad.slice(0, maxListed).map(({ row, error }) => (
          <li key={row.line} class="rounded-field bg-help-soft px-4 py-3 text-help-ink">
            <span class="font-semibold whitespace-nowrap">{words.badLine(row.line)}</span>
            <code class="ml-3 font-code">{row.text.slice(0, 200)}</code>
            {error && <Reason error={error} />}
          </li>
        ))}
      </ul>
      {bad.length > maxListed && (
        <p class="text-base text-quiet">{words.andMore(formatCount(bad.length - maxListed))}</p>
      )}
    </section>
  );
}

function Reason({ error: { field, reason, cell } }: { error: CellError }) {
  const words = texts.value;
  return reason === "rejected" ? (
    <span class="block text-base" lang="en">
      {cell}
    </span>
  ) : (
    <span class="block text-base">{words.errors[reason](meaningText(field))}</span>
  );
}
