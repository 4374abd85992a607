/** All past alerts by cause, newest first, page by page, filtered by product, status and priority. */
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { AlertQuery } from "../../../client/quality-api.ts";
import type { AlertRecord } from "../../../domain/spc/alert.ts";
import { alertStatuses } from "../../../domain/spc/alerts.ts";
import type { Product } from "../../../domain/spc/product.ts";
import { errorText, Problem } from "../../ui/notice.tsx";
import { common } from "../../ui/texts.ts";
import { GroupRow } from "../alert-group-list.tsx";
import { groupByCause } from "../alert-groups.ts";
import { mayWrite } from "../may-write.ts";
import { texts as qualityTexts } from "../texts.ts";
import { quality } from "../use-board.ts";
import { texts } from "./texts.ts";

/** How many alerts are fetched at a time. */
const pageSize = 25;

export function History({ products }: { products: readonly Product[] }) {
  const words = texts.value;
  const filters = useSignal<AlertQuery>({});
  const alerts = useSignal<readonly AlertRecord[] | undefined>(undefined);
  const hasMore = useSignal(false);
  const problem = useSignal<string | undefined>(undefined);
  const load = async (before?: number) => {
    const query = filters.value;
    problem.value = undefined;
    try {
      const found = await quality.alerts({ ...query, limit: pageSize, before });
      if (query !== filters.value) return;
      hasMore.value = found.length === pageSize;
      alerts.value = before === undefined ? found : [...(alerts.value ?? []), ...found];
    } catch (thrown) {
      problem.value = errorText(thrown);
    }
  };
  useEffect(() => void load(), [filters.value]);
  const choose = (change: AlertQuery) => {
    filters.value = { ...filters.value, ...change };
  };
  return (
    <section class="flex flex-col gap-4">
      <h2 class="text-2xl font-bold tracking-tight">{words.history}</h2>
      <div class="grid gap-3 sm:grid-cols-3">
        <Select
          id="of-product"
          label={words.product}
          all={qualityTexts.value.allProducts}
          options={products.map(({ id, name }) => [String(id), name])}
          onChoose={(id) => choose({ product: id === "" ? undefined : Number(id) })}
        />
        <Select
          id="of-status"
          label={words.status}
          all={words.allStatuses}
          options={alertStatuses.map((status) => [status, qualityTexts.value.statuses[status]])}
          onChoose={(chosen) => choose({ status: alertStatuses.find((status) => status === chosen) })}
        />
        <Select
          id="of-priority"
          label={qualityTexts.value.priority}
          all={qualityTexts.value.allPriorities}
          options={[2, 3, 4].map((priority) => [
            String(priority),
            priority === 4
              ? qualityTexts.value.onlyPriority(qualityTexts.value.priorities[3] ?? "")
              : qualityTexts.value.priorityFrom(qualityTexts.value.priorities[priority - 1] ?? ""),
          ])}
          onChoose={(chosen) => choose({ min_priority: chosen === "" ? undefined : Number(chosen) })}
        />
      </div>
      {problem.value && <Problem says={problem.value} />}
      {alerts.value?.length === 0 && <p class="text-quiet">{words.noneFound}</p>}
      <ul class="flex flex-col gap-2">
        {groupByCause(alerts.value ?? []).map((group) => (
          <GroupRow
            key={group.cause}
            group={group}
            api={quality}
            writes={mayWrite()}
            named
            onChanged={(changed) => {
              alerts.value = alerts.value?.map((alert) => (alert.id === changed.id ? changed : alert));
            }}
          />
        ))}
      </ul>
      {hasMore.value && (
        <button type="button" class="btn self-start" onClick={() => void load(alerts.value?.at(-1)?.id)}>
          {common.value.older}
        </button>
      )}
    </section>
  );
}

interface SelectProps {
  id: string;
  label: string;
  all: string;
  options: readonly (readonly [string, string])[];
  onChoose: (value: string) => void;
}

const Select = ({ id, label, all, options, onChoose }: SelectProps) => (
  <div class="flex flex-col gap-2">
    <label class="label-text" for={id}>
      {label}
    </label>
    <select id={id} class="select" onChange={({ currentTarget }) => onChoose(currentTarget.value)}>
      <option value="">{all}</option>
      {options.map(([value, name]) => (
        <option key={value} value={value}>
          {name}
        </option>
      ))}
    </select>
  </div>
);
