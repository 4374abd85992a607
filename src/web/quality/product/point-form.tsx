/** Form of a point: its cause, action and note; excludes or restores it. */
import { useEffect } from "preact/hooks";
import type { QualityApi } from "../../../client/quality-api.ts";
import type { PointChange, PointDetails } from "../../../domain/spc/point.ts";
import { useDraft } from "../../drafts.ts";
import { CauseChoice } from "../strata/cause-choice.tsx";
import { texts as qualityTexts } from "../texts.ts";
import { changedTexts, type TypedTexts } from "./point-texts.ts";
import { texts } from "./texts.ts";

interface PointFormProps {
  api: QualityApi;
  product: number;
  point: PointDetails;
  busy: boolean;
  onChange: (change: PointChange) => void;
}

/** Excluding requires a cause: without one, nobody can tell later whether it was justified. */
export function PointForm({ api, product, point, busy, onChange }: PointFormProps) {
  const words = texts.value;
  const { subgroup_number, excluded } = point;
  const { value: typed } = useDraft<TypedTexts>(`point.${product}.${subgroup_number}`, {});
  const changed = changedTexts(typed.value, point);
  const textOf = (name: keyof TypedTexts) => typed.value[name] ?? point[name] ?? "";
  // Once it is saved, the point has what was typed.
  useEffect(() => {
    typed.value = Object.fromEntries(Object.entries(typed.value).filter(([name]) => name in changed));
  }, [point]);
  const send = (to: Pick<PointChange, "excluded">) => {
    const change = { ...changed, ...to };
    if (Object.keys(change).length > 0) onChange(change);
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
            value={textOf(name)}
            onInput={({ currentTarget }) => {
              typed.value = { ...typed.value, [name]: currentTarget.value };
            }}
          />
        </label>
      ))}
      <CauseChoice
        api={api}
        product={product}
        cause={textOf("cause")}
        onChoose={(cause) => {
          typed.value = { ...typed.value, cause };
        }}
      />
      <p class="text-base text-quiet">{excluded ? words.restoreHint : words.excludeHint}</p>
      <div class="flex flex-wrap justify-end gap-3">
        <button type="submit" class="btn" disabled={busy}>
          {qualityTexts.value.save}
        </button>
        <button
          type="button"
          class="btn btn-primary"
          disabled={busy || (!excluded && textOf("cause").trim() === "")}
          onClick={() => send({ excluded: !excluded })}
        >
          {excluded ? words.restorePoint : words.excludePoint}
        </button>
      </div>
    </form>
  );
}
