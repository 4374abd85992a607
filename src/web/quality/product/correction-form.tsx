/** The form that corrects a value and its tags. */
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { QualityApi } from "../../../client/quality-api.ts";
import type { MeasurementChange, MeasurementRecord } from "../../../domain/spc/chart.ts";
import { maxTagValue, type TagRecord } from "../../../domain/spc/tag-names.ts";
import type { ProductTag } from "../../../domain/spc/tags.ts";
import { useDraft } from "../../drafts.ts";
import { common } from "../../ui/texts.ts";
import { texts as enterTexts } from "../enter/texts.ts";
import { formatPlain, parseNumber } from "../numbers.ts";
import { tagName } from "../tag-name.ts";
import { texts as qualityTexts } from "../texts.ts";
import { changeOf } from "./correction.ts";
import { texts } from "./texts.ts";

interface CorrectionProps {
  value: MeasurementRecord;
  api: QualityApi;
  busy: boolean;
  onCancel: () => void;
  onSave: (change: MeasurementChange, onSaved: () => void) => void;
}

export function CorrectionForm({ value, api, busy, onCancel, onSave }: CorrectionProps) {
  const { id, measurement_value, product_id } = value;
  const { value: typed, forget } = useDraft(`correction.${id}`, formatPlain(measurement_value));
  const tags = useSignal<TagRecord>(value.tags);
  const known = useTagsOf(api, product_id);
  const number = parseNumber(typed.value);
  const typedSize = useSignal(value.sample_size === undefined ? undefined : formatPlain(value.sample_size));
  const size = typedSize.value === undefined ? undefined : parseNumber(typedSize.value);
  const isComplete = number !== undefined && (typedSize.value === undefined || size !== undefined);
  const names = [...new Set([...known.map(({ name }) => name), ...Object.keys(value.tags)])];
  return (
    <form
      class="flex flex-wrap items-end gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        if (number !== undefined && isComplete) onSave(changeOf(value, { number, size, tags: tags.value }), forget);
      }}
    >
      <label class="flex min-w-0 flex-[1_1_8rem] flex-col">
        <span class="text-base text-quiet">{texts.value.newValue}</span>
        <input
          class="input w-full tabular-nums"
          inputMode="decimal"
          value={typed.value}
          onInput={({ currentTarget }) => {
            typed.value = currentTarget.value;
          }}
        />
      </label>
      {typedSize.value !== undefined && (
        <label class="flex min-w-0 flex-[1_1_8rem] flex-col">
          <span class="text-base text-quiet">{enterTexts.value.sampleSize}</span>
          <input
            class="input w-full tabular-nums"
            inputMode="decimal"
            value={typedSize.value}
            onInput={({ currentTarget }) => {
              typedSize.value = currentTarget.value;
            }}
          />
        </label>
      )}
      {names.map((name) => (
        <TagInput
          key={name}
          name={name}
          value={tags.value[name] ?? ""}
          known={known.find((tag) => tag.name === name)}
          onInput={(text) => {
            tags.value = { ...tags.value, [name]: text };
          }}
        />
      ))}
      <button type="submit" class="btn btn-primary" disabled={busy || !isComplete}>
        {qualityTexts.value.save}
      </button>
      <button
        type="button"
        class="btn"
        onClick={() => {
          forget();
          onCancel();
        }}
      >
        {common.value.cancel}
      </button>
    </form>
  );
}

/** The product's tags, with their values; none until they are read. */
function useTagsOf(api: QualityApi, product: number): readonly ProductTag[] {
  const tags = useSignal<readonly ProductTag[]>([]);
  useEffect(() => {
    // Without them, the tags of the value itself can still be corrected.
    api.tags(product).then(
      (read) => {
        tags.value = read;
      },
      () => {},
    );
  }, [product]);
  return tags.value;
}

interface TagProps {
  name: string;
  value: string;
  known: ProductTag | undefined;
  onInput: (text: string) => void;
}

/** A field for one tag; empty without it. */
function TagInput({ name, value, known, onInput }: TagProps) {
  const list = `correction-${name}`;
  return (
    <label class="flex min-w-0 flex-[1_1_8rem] flex-col">
      <span class="text-base text-quiet">{tagName(name)}</span>
      <input
        class="input w-full"
        list={list}
        maxLength={maxTagValue}
        value={value}
        onInput={({ currentTarget }) => onInput(currentTarget.value)}
      />
      <datalist id={list}>
        {[...(known?.offered ?? []), ...(known?.used ?? [])].map((known) => (
          <option key={known} value={known} />
        ))}
      </datalist>
    </label>
  );
}
