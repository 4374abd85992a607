/** Compares the strata of a tag: a box plot for each value, and its figures. */
import { useSignal } from "@preact/signals";
import type { QualityApi } from "../../../client/quality-api.ts";
import type { Product } from "../../../domain/spc/product.ts";
import type { Strata } from "../../../domain/spc/strata.ts";
import { measuredBy } from "../../../domain/spc/tag-names.ts";
import type { ProductTag } from "../../../domain/spc/tags.ts";
import { Loading, Problem } from "../../ui/notice.tsx";
import { digitsFor, formatFixed } from "../digits.ts";
import { formatCount, withUnit } from "../numbers.ts";
import { tagName } from "../tag-name.ts";
import { BoxPlots } from "./box-plots.tsx";
import { texts } from "./texts.ts";
import { useLatest } from "./use-latest.ts";

interface CompareProps {
  api: QualityApi;
  product: Product;
  tags: readonly ProductTag[];
}

export function CompareStrata({ api, product, tags }: CompareProps) {
  const words = texts.value;
  const chosen = useSignal<string | undefined>(undefined);
  const asked = useSignal(0);
  const names = [...tags.map(({ name }) => name), measuredBy];
  const tag = chosen.value ?? names[0];
  const { data, problem } = useLatest({
    key: tag && `${tag} ${asked.value}`,
    // Not again with every value: it reads up to 100,000 of them.
    version: "",
    read: () => api.compareStrata(product.id, { tag: tag ?? "" }),
  });
  return (
    <>
      <div class="flex flex-wrap items-center gap-3">
        <label class="flex items-center gap-3 text-base font-semibold">
          {words.compareBy}
          <select
            class="select w-auto"
            value={tag}
            onChange={({ currentTarget }) => {
              chosen.value = currentTarget.value;
            }}
          >
            {names.map((name) => (
              <option key={name} value={name}>
                {tagName(name)}
              </option>
            ))}
          </select>
        </label>
        <button
          type="button"
          class="btn btn-ghost"
          onClick={() => {
            asked.value += 1;
          }}
        >
          {words.readAgain}
        </button>
      </div>
      {problem && <Problem says={problem} />}
      {!data && !problem && <Loading />}
      {data && data.strata.length === 0 && <p class="text-quiet">{words.nothingMatches}</p>}
      {data && data.strata.length > 0 && (
        <>
          <p class="text-base text-quiet tabular-nums">{rangeText(data)}</p>
          <BoxPlots strata={data.strata} product={product} />
          <StrataTable strata={data} product={product} />
        </>
      )}
    </>
  );
}

/** What was compared: how many values, of which subgroups, and whether there are more. */
function rangeText({ count, from_subgroup, to_subgroup, has_earlier, strata, strata_total }: Strata): string {
  const words = texts.value;
  const range = words.compared(formatCount(count), from_subgroup ?? 0, to_subgroup ?? 0);
  const parts = [
    range,
    has_earlier && words.comparedNewest,
    strata.length < strata_total && words.largest(strata.length),
  ];
  return parts.filter(Boolean).join(" ");
}

function StrataTable({ strata: { tag, strata }, product }: { strata: Strata; product: Product }) {
  const words = texts.value;
  const spread = Math.max(...strata.map(({ sigma }) => sigma ?? 0));
  const digits = digitsFor(spread * 4);
  const index = (value: number | null) => (value === null ? "–" : formatFixed(value, 2));
  return (
    <section
      class="overflow-x-auto"
      aria-label={words.compareTable}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: keyboard users must be able to scroll it
      tabIndex={0}
    >
      <table class="sheet-table text-base">
        <thead>
          <tr>
            <th scope="col">{tagName(tag)}</th>
            <th scope="col">{words.figures.count}</th>
            <th scope="col">{withUnit(words.figures.mean, product.unit && `(${product.unit})`)}</th>
            <th scope="col">{words.figures.sigma}</th>
            <th scope="col">{words.figures.cpk}</th>
            <th scope="col">{words.figures.ppk}</th>
          </tr>
        </thead>
        <tbody>
          {strata.map(({ value, count, mean, sigma, cpk, ppk }) => (
            <tr key={value ?? ""} class="tabular-nums">
              <th scope="row">{value ?? words.withoutTag}</th>
              <td>{formatCount(count)}</td>
              <td>{formatFixed(mean, digits)}</td>
              <td>{sigma === null ? "–" : formatFixed(sigma, digits + 1)}</td>
              <td>{index(cpk)}</td>
              <td>{index(ppk)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p class="pt-2 text-base text-quiet">{words.cpkHint}</p>
    </section>
  );
}
