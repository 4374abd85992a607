/** Dialog that creates or changes a gauge study: its product, operators, parts and repeats, and how it is computed. */
import type { GaugeStudyChange } from "../../../client/gauge-api.ts";
import { toRefusal } from "../../../client/refusal.ts";
import { maxCells, maxRepeats, usualOperators, usualParts, usualRepeats } from "../../../domain/spc/gauge/design.ts";
import type { GaugeStudy } from "../../../domain/spc/gauge/schema.ts";
import type { Product } from "../../../domain/spc/product.ts";
import { account } from "../../account.ts";
import { useDraft } from "../../drafts.ts";
import { useAttempt } from "../../ui/attempt.ts";
import { Dialog } from "../../ui/dialog.tsx";
import { DialogButtons } from "../../ui/dialog-buttons.tsx";
import { errorText, Problem } from "../../ui/notice.tsx";
import { Summary } from "../../ui/summary.tsx";
import { formatPlain, parseNumber } from "../numbers.ts";
import { texts } from "./texts.ts";

/** What was chosen; the numbers of operators, parts and repeats of an existing study stay as they are. */
export interface ChosenStudy extends Required<Omit<GaugeStudyChange, "operators" | "parts">> {
  readonly operators: string[];
  readonly parts: string[];
  readonly repeats: number;
  readonly order: "random" | "listed";
}

interface FormProps {
  title: string;
  submit: string;
  /** The study to change; undefined creates a new one. */
  study?: GaugeStudy;
  /** The products to choose from; the first is suggested. */
  products: readonly Product[];
  onClose: () => void;
  /** Rejects with a `Refusal`. */
  onSave: (product: number, chosen: ChosenStudy) => Promise<void>;
}

type TextField = "name" | "operators" | "parts" | "repeats" | "tolerance" | "alpha" | "sigmas";
interface StudyDraft extends Readonly<Record<TextField, string>> {
  readonly product: number;
  readonly random: boolean;
}

const widthOf = (product: Product | undefined) =>
  product && product.lsl !== null && product.usl !== null ? formatPlain(product.usl - product.lsl) : "";

function toDraft(study: GaugeStudy | undefined, [product]: readonly Product[]): StudyDraft {
  if (study) {
    const { name, operators, parts, repeats, tolerance, alpha, sigmas, order, product_id } = study;
    return {
      name,
      operators: operators.join("\n"),
      parts: parts.join("\n"),
      repeats: String(repeats),
      tolerance: tolerance === null ? "" : formatPlain(tolerance),
      alpha: String(alpha),
      sigmas: String(sigmas),
      random: order === "random",
      product: product_id,
    };
  }
  return {
    name: texts.value.suggestedName,
    operators: ["A", "B", "C"].slice(0, usualOperators).join("\n"),
    parts: Array.from({ length: usualParts }, (_, n) => n + 1).join("\n"),
    repeats: String(usualRepeats),
    tolerance: widthOf(product),
    alpha: "0.05",
    sigmas: "6",
    random: true,
    product: product?.id ?? 0,
  };
}

const linesOf = (text: string): string[] =>
  text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");

/** Returns what the draft describes, or the field that is wrong. */
function chosenIn(draft: StudyDraft): ChosenStudy | keyof ReturnType<typeof misfits> {
  const [operators, parts, repeats] = [linesOf(draft.operators), linesOf(draft.parts), parseNumber(draft.repeats)];
  const tolerance = draft.tolerance.trim() === "" ? null : parseNumber(draft.tolerance);
  const [alpha, sigmas] = [parseNumber(draft.alpha), parseNumber(draft.sigmas)];
  if (draft.name.trim() === "") return "name";
  if (operators.length < 2) return "operators";
  if (parts.length < 2) return "parts";
  if (repeats === undefined || !Number.isInteger(repeats) || repeats < 2 || repeats > maxRepeats) return "repeats";
  if (operators.length * parts.length * repeats > maxCells) return "cells";
  if (tolerance === undefined || (tolerance !== null && tolerance <= 0)) return "tolerance";
  if (alpha === undefined || alpha < 0 || alpha > 1) return "alpha";
  if (sigmas === undefined) return "sigmas";
  const order = draft.random ? "random" : "listed";
  return { name: draft.name.trim(), operators, parts, repeats, order, tolerance, alpha, sigmas };
}

const misfits = () => texts.value.misfits;

/** Open while it is rendered; stays open if the server rejects the study. */
export function StudyForm({ title, submit, study, products, onClose, onSave }: FormProps) {
  const words = texts.value;
  const owner = `${account.value?.id}.${study?.id ?? `new.${products[0]?.id}`}`;
  const { value: draft, forget } = useDraft(`gauge.${owner}`, toDraft(study, products));
  const { busy, problem, attempt } = useAttempt();
  const change = (changes: Partial<StudyDraft>) => {
    draft.value = { ...draft.value, ...changes };
  };
  const field = (id: TextField, label: string) => ({
    id,
    label,
    value: draft.value[id],
    onValue: (value: string) => change({ [id]: value }),
  });
  const cells =
    linesOf(draft.value.operators).length * linesOf(draft.value.parts).length * (parseNumber(draft.value.repeats) ?? 0);
  const save = (event: SubmitEvent) => {
    event.preventDefault();
    const chosen = chosenIn(draft.value);
    if (typeof chosen === "string") {
      problem.value = words.misfits[chosen];
      return;
    }
    void attempt(async () => {
      await onSave(draft.value.product, chosen);
      forget();
    }, refusalText);
  };
  return (
    <Dialog title={title} onClose={onClose}>
      <form class="flex flex-col gap-4" onSubmit={save}>
        {!study && products.length > 1 && (
          <ProductChoice
            products={products}
            chosen={draft.value.product}
            onChoose={(product) => change({ product: product.id, tolerance: widthOf(product) })}
          />
        )}
        <Field {...field("name", words.name)} max={100} />
        <div class="grid grid-cols-2 gap-4">
          <Lines {...field("operators", words.operators)} />
          <Lines {...field("parts", words.parts)} />
        </div>
        <p class="text-base text-quiet">{study ? words.countFixed : words.onePerLine}</p>
        {!study && (
          <>
            <Field {...field("repeats", words.repeats)} hint={words.repeatsHint} />
            <label class="flex min-h-11 items-center gap-3">
              <input
                type="checkbox"
                class="checkbox"
                checked={draft.value.random}
                onChange={({ currentTarget }) => change({ random: currentTarget.checked })}
              />
              {words.randomOrder}
            </label>
          </>
        )}
        <Field {...field("tolerance", words.tolerance)} hint={words.toleranceHint} />
        <details>
          <Summary class="cursor-pointer">{words.further}</Summary>
          <div class="grid grid-cols-2 items-end gap-4 pt-2">
            <Field {...field("alpha", words.alpha)} />
            <Field {...field("sigmas", words.sigmas)} />
          </div>
        </details>
        {!study && <p class="text-base text-quiet tabular-nums">{words.total(cells)}</p>}
        {problem.value && <Problem says={problem.value} />}
        <DialogButtons action={submit} disabled={busy.value} onDiscard={forget} onClose={onClose} />
      </form>
    </Dialog>
  );
}

/** Why the study was not saved: the first invalid field that has a text, else the error itself. */
function refusalText(thrown: unknown): string {
  const known = new Map(Object.entries(misfits()));
  const fieldTexts = toRefusal(thrown).errors.flatMap(({ path }) => known.get(path.split(".")[0] ?? "") ?? []);
  return fieldTexts[0] ?? errorText(thrown);
}

interface FieldProps {
  id: TextField;
  label: string;
  hint?: string;
  max?: number;
  value: string;
  onValue: (value: string) => void;
}

const Field = ({ id, label, hint, max = 24, value, onValue }: FieldProps) => (
  <div class="flex flex-col gap-2">
    <label class="label-text" for={`gauge-${id}`}>
      {label}
    </label>
    <input
      id={`gauge-${id}`}
      class="input"
      inputMode={id === "name" ? "text" : "decimal"}
      autocomplete="off"
      maxLength={max}
      value={value}
      onInput={({ currentTarget }) => onValue(currentTarget.value)}
      aria-describedby={hint && `gauge-${id}-hint`}
    />
    {hint && (
      <p id={`gauge-${id}-hint`} class="text-base text-quiet">
        {hint}
      </p>
    )}
  </div>
);

const Lines = ({ id, label, value, onValue }: FieldProps) => (
  <div class="flex flex-col gap-2">
    <label class="label-text" for={`gauge-${id}`}>
      {label}
    </label>
    <textarea
      id={`gauge-${id}`}
      class="textarea min-h-40"
      spellcheck={false}
      maxLength={4000}
      value={value}
      onInput={({ currentTarget }) => onValue(currentTarget.value)}
    />
  </div>
);

interface ChoiceProps {
  products: readonly Product[];
  chosen: number;
  onChoose: (product: Product) => void;
}

const ProductChoice = ({ products, chosen, onChoose }: ChoiceProps) => (
  <div class="flex flex-col gap-2">
    <label class="label-text" for="gauge-product">
      {texts.value.product}
    </label>
    <select
      id="gauge-product"
      class="select"
      value={chosen}
      onChange={({ currentTarget }) => {
        const product = products.find(({ id }) => id === Number(currentTarget.value));
        if (product) onChoose(product);
      }}
    >
      {products.map(({ id, name }) => (
        <option key={id} value={id}>
          {name}
        </option>
      ))}
    </select>
  </div>
);
