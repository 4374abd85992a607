/** The key pad with the value being typed, and above it the last values entered. */
import type { Chart } from "../../../domain/spc/chart.ts";
import { chartTypes } from "../../../domain/spc/charts/index.ts";
import type { Product } from "../../../domain/spc/product.ts";
import { useDraft } from "../../drafts.ts";
import { Problem } from "../../ui/notice.tsx";
import { parseNumber } from "../numbers.ts";
import { specInWords } from "../product/spec-in-words.ts";
import type { LiveBoard } from "../use-board.ts";
import { Display, KeyGrid, useKeyboard } from "./key-grid.tsx";
import { afterKey, type Key } from "./keys.ts";
import { SentValues } from "./sent-values.tsx";
import { formatSize, isCount, SizeInput } from "./size-input.tsx";
import { TagBar } from "./tag-bar.tsx";
import { texts } from "./texts.ts";
import { useEntries } from "./use-entries.ts";
import { useTags } from "./use-tags.ts";
import { ValueList } from "./value-list.tsx";

interface PadProps {
  board: LiveBoard;
  product: Product;
  chart: Chart;
}

/** Everything below the page's header. A physical keyboard works too. */
export function Pad({ board, product, chart }: PadProps) {
  const words = texts.value;
  const { value: typed } = useDraft(`value.${product.id}`, "");
  const entered = useEntries(board, product.id);
  const tags = useTags(board, product.id);
  const unsent = entered.entries.value.filter(({ state }) => state === "sending" || state === "waiting").length;
  const counts = chartTypes[product.chart].counts;
  const { value: size } = useDraft(`size.${product.id}`, formatSize(product.options?.sample_size));
  const sampleSize = parseNumber(size.value);
  const number = parseNumber(typed.value);
  const value = number !== undefined && isCount(counts, number, sampleSize) ? number : undefined;
  const hasSpec = product.lsl !== null || product.usl !== null;
  const press = (key: Key) => {
    typed.value = afterKey(typed.value, key);
  };
  const save = () => {
    if (value === undefined) return;
    entered.add(value, { tags: tags.chosen.value, size: counts?.sized ? sampleSize : undefined });
    typed.value = "";
  };
  useKeyboard({ onKey: press, onEnter: save });

  return (
    <main class="enter-main">
      <ValueList entered={entered} hasSpec={hasSpec} />
      <TagBar {...tags} />
      <div class="flex flex-col gap-1">
        {counts?.sized && (
          <SizeInput
            size={size.value}
            onSize={(text) => {
              size.value = text;
            }}
          />
        )}
        <div class="flex flex-wrap items-baseline justify-between gap-x-4 text-base text-quiet">
          <span class="tabular-nums">{specInWords(product)}</span>
          {product.subgroup_size > 1 && (
            <SubgroupPosition
              subgroup={chart.filling?.subgroup_number}
              at={(((chart.filling?.values.length ?? 0) + unsent) % product.subgroup_size) + 1}
              of={product.subgroup_size}
            />
          )}
        </div>
        <Display typed={typed.value} unit={product.unit} onSign={counts ? undefined : () => press("sign")} />
        <SentValues entries={entered.entries.value} unsent={unsent} hasSpec={hasSpec} />
        {entered.problem.value && <Problem says={entered.problem.value} />}
      </div>
      <KeyGrid onPress={press} />
      <button type="button" class="btn btn-primary btn-huge w-full" disabled={value === undefined} onClick={save}>
        {words.saveValue}
      </button>
    </main>
  );
}

/** The position of the next value in its subgroup, in words and as dots. */
function SubgroupPosition({ subgroup, at, of }: { subgroup: number | undefined; at: number; of: number }) {
  return (
    <span class="flex items-center gap-2 font-semibold text-base-content tabular-nums">
      {texts.value.nextOf(at, of, subgroup)}
      {of <= 12 && (
        <span class="flex gap-1" aria-hidden="true">
          {Array.from({ length: of }, (_, n) => (
            <span
              key={`dot ${n + 1}`}
              class={`size-2.5 rounded-full ${n + 1 < at ? "bg-primary" : n + 1 === at ? "border-2 border-primary" : "bg-base-300"}`}
            />
          ))}
        </span>
      )}
    </span>
  );
}
