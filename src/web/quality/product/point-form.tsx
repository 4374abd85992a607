/** Form of a point: its cause, action and note; excludes or restores it. */
import type { PointChange, PointDetails } from "../../../domain/spc/point.ts";
import { useDraft } from "../../drafts.ts";
import { texts as qualityTexts } from "../texts.ts";
import { texts } from "./texts.ts";

interface PointFormProps {
  product: number;
  point: PointDetails;
  busy: boolean;
  onChange: (change: PointChange) => void;
}

/** Excluding requires a cause: without one, nobody can tell later whether it was justified. */
export function PointForm({ product, point, busy, onChange }: PointFormProps) {
  const words = texts.value;
  const { subgroup_number, excluded } = point;
  const { value: draft } = useDraft(`point.${product}.${subgroup_number}`, {
    cause: point.cause ?? "",
    action: point.action ?? "",
    note: point.note ?? "",
  });
  const textOf = (name: keyof typeof draft.value) => draft.value[name].trim() || null;
  const send = (to: Pick<PointChange, "excluded">) => {
    const texts = { cause: textOf("cause"), action: textOf("action"), note: textOf("note") };
    // Once saved, the draft equals the point and is no longer stored.
    draft.value = { cause: texts.cause ?? "", action: texts.action ?? "", note: texts.note ?? "" };
    onChange({ ...texts, ...to });
  };
  return (
    <form
      class="flex flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        send({});
      }}
    >
      {(
        [
          ["cause", words.pointCause, 200],
          ["action", words.pointAction, 500],
          ["note", words.pointNote, 500],
        ] as const
      ).map(([name, label, maxLength]) => (
        <label key={name} class="flex flex-col gap-1">
          <span class="label-text">{label}</span>
          <input
            class="input w-full"
            maxLength={maxLength}
            value={draft.value[name]}
            onInput={({ currentTarget }) => {
              draft.value = { ...draft.value, [name]: currentTarget.value };
            }}
          />
        </label>
      ))}
      <p class="text-base text-quiet">{excluded ? words.restoreHint : words.excludeHint}</p>
      <div class="flex flex-wrap justify-end gap-3">
        <button type="submit" class="btn" disabled={busy}>
          {qualityTexts.value.save}
        </button>
        <button
          type="button"
          class="btn btn-primary"
          disabled={busy || (!excluded && textOf("cause") === null)}
          onClick={() => send({ excluded: !excluded })}
        >
          {excluded ? words.restorePoint : words.excludePoint}
        </button>
      </div>
    </form>
  );
}
