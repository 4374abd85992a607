/** The first rows of a CSV, so that one sees before sending whether the columns are right. */
import { formatCount } from "../numbers.ts";
import { previewOf } from "./csv.ts";
import { texts } from "./texts.ts";

/** The header, the first rows and how many there are. */
export function PreviewTable({ csv }: { csv: string }) {
  const words = texts.value;
  const { header, rows, total } = previewOf(csv);
  const columns = header.map((name, n) => ({ name, n, key: `${n} ${name}` }));
  return (
    <figure class="flex flex-col gap-2">
      <figcaption class="font-semibold">{words.preview(formatCount(total))}</figcaption>
      <section
        class="overflow-x-auto rounded-box bg-base-100 px-5 py-2 ring-1 ring-base-300"
        aria-label={words.previewTitle}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is scrolled by keyboard too
        tabIndex={0}
      >
        <table class="sheet-table">
          <thead>
            <tr>
              {columns.map(({ key, name }) => (
                <th key={key} scope="col" class="font-code">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row, line) => (
              <tr key={`${line + 2} ${row.join()}`}>
                {columns.map(({ key, n }) => (
                  <td key={key} class="tabular-nums">
                    {row[n]}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
        {total > rows.length && (
          <p class="py-2 text-base text-quiet">{words.andMore(formatCount(total - rows.length))}</p>
        )}
      </section>
    </figure>
  );
}
