/** The tags of the next values above the key pad: one button each, which opens the choice of its value. */
import { useSignal } from "@preact/signals";
import { maxTagValue } from "../../../domain/spc/tag-names.ts";
import type { ProductTag } from "../../../domain/spc/tags.ts";
import { Dialog } from "../../ui/dialog.tsx";
import { common } from "../../ui/texts.ts";
import { tagName } from "../tag-name.ts";
import { shownTags } from "./shown-tags.ts";
import { texts } from "./texts.ts";
import type { ChosenTags } from "./use-tags.ts";

/** How many values are offered that the teacher did not choose. */
const maxUsed = 30;

/** Renders nothing if the product has no tags, and none is chosen. */
export function TagBar({ tags, chosen, load, choose }: ChosenTags) {
  const words = texts.value;
  const open = useSignal<string | undefined>(undefined);
  const bar = shownTags(tags.value, chosen.value);
  const opened = bar.find(({ name }) => name === open.value);
  if (bar.length === 0) return null;
  return (
    <fieldset class="flex gap-2 overflow-x-auto py-0.5">
      <legend class="sr-only">{words.tagsOfNext}</legend>
      {bar.map(({ name }) => {
        const value = chosen.value[name];
        return (
          <button
            key={name}
            type="button"
            class={`btn h-auto min-h-11 shrink-0 flex-nowrap gap-2 px-3 ${value === undefined ? "border-dashed" : "btn-outline border-primary"}`}
            onClick={() => {
              open.value = name;
              void load();
            }}
          >
            <span class="text-quiet">{tagName(name)}</span>
            <span class="max-w-40 truncate font-semibold">{value ?? words.noTag}</span>
          </button>
        );
      })}
      {opened && (
        <TagDialog
          tag={opened}
          chosen={chosen.value[opened.name]}
          onChoose={(value) => {
            choose(opened.name, value);
            open.value = undefined;
          }}
          onClose={() => {
            open.value = undefined;
          }}
        />
      )}
    </fieldset>
  );
}

interface DialogProps {
  tag: ProductTag;
  chosen: string | undefined;
  onChoose: (value: string | undefined) => void;
  onClose: () => void;
}

/** Open while it is rendered. */
function TagDialog({ tag, chosen, onChoose, onClose }: DialogProps) {
  const words = texts.value;
  const typed = useSignal("");
  const values = [...tag.offered, ...tag.used.slice(0, maxUsed)];
  return (
    <Dialog title={tagName(tag.name)} onClose={onClose}>
      <p class="text-quiet">{words.tagStays}</p>
      <div class="flex max-h-[45vh] flex-wrap gap-2 overflow-y-auto p-1">
        {[undefined, ...values].map((value) => (
          <button
            key={value ?? ""}
            type="button"
            class={`btn btn-lg ${value === chosen ? "btn-primary" : ""}`}
            aria-pressed={value === chosen}
            onClick={() => onChoose(value)}
          >
            {value ?? words.noTag}
          </button>
        ))}
      </div>
      <form
        class="flex items-end gap-2"
        onSubmit={(event) => {
          event.preventDefault();
          const value = typed.value.trim().replace(/\s+/g, " ");
          if (value !== "") onChoose(value);
        }}
      >
        <label class="flex min-w-0 flex-1 flex-col gap-1">
          <span class="label-text">{words.otherTag}</span>
          <input
            class="input input-lg w-full"
            maxLength={maxTagValue}
            value={typed.value}
            onInput={({ currentTarget }) => {
              typed.value = currentTarget.value;
            }}
          />
        </label>
        <button type="submit" class="btn btn-lg" disabled={typed.value.trim() === ""}>
          {words.useTag}
        </button>
      </form>
      <button type="button" class="btn btn-lg self-end" onClick={onClose}>
        {common.value.close}
      </button>
    </Dialog>
  );
}
