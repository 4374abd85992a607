/** A horizontal bar chart of counts by name, as a table. */
import { Link } from "../../ui/page.tsx";
import { formatCount } from "../numbers.ts";
import { texts as qualityTexts } from "../texts.ts";

interface BarsProps {
  title: string;
  rows: readonly { readonly name: string; readonly count: number; readonly to?: string }[];
}

/** Largest first; rows with count 0 are left out. */
export function Bars({ title, rows }: BarsProps) {
  const maxCount = Math.max(1, ...rows.map(({ count }) => count));
  return (
    <section class="card-plain min-w-0">
      <table class="w-full text-left text-base">
        <caption class="pb-3 text-left text-xl font-bold tracking-tight">{title}</caption>
        <thead class="sr-only">
          <tr>
            <th scope="col">{title}</th>
            <th scope="col">{qualityTexts.value.alerts}</th>
          </tr>
        </thead>
        <tbody>
          {rows
            .filter(({ count }) => count > 0)
            .toSorted((a, b) => b.count - a.count)
            .map(({ name, count, to }) => (
              <tr key={to ?? name}>
                <th scope="row" class="w-full py-1.5 pr-3 font-normal">
                  {to ? (
                    <Link to={to} class="inline-flex min-h-11 items-center underline decoration-1 underline-offset-4">
                      {name}
                    </Link>
                  ) : (
                    name
                  )}
                  <span class="mt-1 block h-2.5 rounded-full bg-base-200">
                    <span
                      class="block h-full rounded-full bg-primary"
                      style={{ width: `${(count / maxCount) * 100}%` }}
                    />
                  </span>
                </th>
                <td class="align-bottom text-lg whitespace-nowrap leading-none font-bold tabular-nums">
                  {formatCount(count)}
                </td>
              </tr>
            ))}
        </tbody>
      </table>
    </section>
  );
}
