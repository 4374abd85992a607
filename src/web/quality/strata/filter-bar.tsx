/** The filter of points by tags: what is chosen, and the dialog to choose it. */
import { useSignal } from "@preact/signals";
import type { ProductTag, TagFilter } from "../../../domain/spc/tags.ts";
import { Dialog } from "../../ui/dialog.tsx";
import { Icon } from "../../ui/icon.tsx";
import { common } from "../../ui/texts.ts";
import { tagName } from "../tag-name.ts";
import { texts } from "./texts.ts";

export type LimitsOf = "own" | "product";

/** How many values of a tag can be chosen: those that are offered, and the newest. */
const maxValues = 60;

interface FilterProps {
  tags: readonly ProductTag[];
  filter: TagFilter;
  limits: LimitsOf;
  onFilter: (filter: TagFilter) => void;
  onLimits: (limits: LimitsOf) => void;
}

export function FilterBar({ tags, filter, limits, onFilter, onLimits }: FilterProps) {
  const words = texts.value;
  const open = useSignal(false);
  const isFiltered = Object.keys(filter).length > 0;
  return (
    <>
      <button
        type="button"
        class="btn"
        onClick={() => {
          open.value = true;
        }}
      >
        {isFiltered ? words.changeFilter : words.filter}
      </button>
      {isFiltered && (
        <>
          <label class="flex items-center gap-3 text-base font-semibold">
            {words.limits}
            <select
              class="select w-auto"
              value={limits}
              onChange={({ currentTarget }) => onLimits(currentTarget.value === "own" ? "own" : "product")}
            >
              <option value="own">{words.limitsOf.own}</option>
              <option value="product">{words.limitsOf.product}</option>
            </select>
          </label>
          <button type="button" class="btn btn-ghost" onClick={() => onFilter({})}>
            <Icon name="close" />
            {words.showAll}
          </button>
        </>
      )}
      {open.value && (
        <FilterDialog
          tags={tags}
          filter={filter}
          onFilter={(next) => {
            open.value = false;
            onFilter(next);
          }}
          onClose={() => {
            open.value = false;
          }}
        />
      )}
    </>
  );
}

interface DialogProps extends Pick<FilterProps, "tags" | "filter" | "onFilter"> {
  onClose: () => void;
}

/** Open while it is rendered. */
function FilterDialog({ tags, filter, onFilter, onClose }: DialogProps) {
  const words = texts.value;
  const chosen = useSignal(filter);
  const toggle = (name: string, value: string, on: boolean) => {
    const { [name]: values = [], ...others } = chosen.value;
    const next = on ? [...values, value] : values.filter((other) => other !== value);
    chosen.value = next.length > 0 ? { ...others, [name]: next } : others;
  };
  return (
    <Dialog title={words.filter} onClose={onClose}>
      <p class="text-quiet">{words.filterHint}</p>
      <div class="flex max-h-[50vh] flex-col gap-4 overflow-y-auto">
        {tags.map(({ name, offered, used }) => (
          <fieldset key={name} class="flex flex-wrap gap-x-5 gap-y-1">
            <legend class="label-text pb-1">{tagName(name)}</legend>
            {[...offered, ...used].slice(0, maxValues).map((value) => (
              <label key={value} class="flex min-h-11 cursor-pointer items-center gap-2">
                <input
                  type="checkbox"
                  class="checkbox"
                  checked={chosen.value[name]?.includes(value) ?? false}
                  onChange={({ currentTarget }) => toggle(name, value, currentTarget.checked)}
                />
                {value}
              </label>
            ))}
            {offered.length + used.length > maxValues && (
              <p class="w-full text-base text-quiet">{words.newestValues(maxValues)}</p>
            )}
          </fieldset>
        ))}
      </div>
      <div class="flex flex-wrap justify-end gap-3">
        <button type="button" class="btn btn-lg" onClick={onClose}>
          {common.value.cancel}
        </button>
        <button type="button" class="btn btn-primary btn-lg" onClick={() => onFilter(chosen.value)}>
          {words.applyFilter}
        </button>
      </div>
    </Dialog>
  );
}
