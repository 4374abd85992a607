/** Dialog that creates or changes a product: name, specification with unit, subgroup size, chart and rules. */
import { toRefusal } from "../../client/refusal.ts";
import { chartTypes } from "../../domain/spc/charts/index.ts";
import { defaultRules, type RuleNumber } from "../../domain/spc/kinds.ts";
import type { Product, ProductSettings } from "../../domain/spc/product.ts";
import { account } from "../account.ts";
import { useDraft } from "../drafts.ts";
import { useAttempt } from "../ui/attempt.ts";
import { Dialog } from "../ui/dialog.tsx";
import { DialogButtons } from "../ui/dialog-buttons.tsx";
import { errorText, Problem } from "../ui/notice.tsx";
import { ChartFields } from "./kind/chart-fields.tsx";
import { type ChartDraft, kindOf, optionsOf, toChartDraft } from "./kind/choice.ts";
import { texts as kindTexts } from "./kind/texts.ts";
import { formatPlain, parseNumber } from "./numbers.ts";
import { RuleChoice } from "./rule-choice.tsx";
import { texts } from "./texts.ts";

interface FormProps {
  title: string;
  submit: string;
  /** The product to change; undefined creates a new one. */
  product?: Product;
  onClose: () => void;
  /** Rejects with a `Refusal`. */
  onSave: (chosen: ProductSettings) => Promise<void>;
}

const toText = (value: number | null | undefined) => (value === null || value === undefined ? "" : formatPlain(value));

type TextField = "name" | "code" | "unit" | "lsl" | "target" | "usl";

interface ProductDraft extends Readonly<Record<TextField, string>>, ChartDraft {
  readonly rules: readonly RuleNumber[];
}

const toDraft = (product: Product | undefined): ProductDraft => ({
  name: product?.name ?? "",
  code: product?.code ?? "",
  unit: product?.unit ?? "",
  lsl: toText(product?.lsl),
  target: toText(product?.target),
  usl: toText(product?.usl),
  ...toChartDraft(product),
  rules: product?.rules ?? defaultRules,
});

/** Open while it is rendered; stays open if the server rejects the product. */
export function ProductForm({ title, submit, product, onClose, onSave }: FormProps) {
  const words = texts.value;
  const { value: draft, forget } = useDraft(`product.${account.value?.id}.${product?.id ?? "new"}`, toDraft(product));
  const { size, rules } = draft.value;
  const change = (changes: Partial<ProductDraft>) => {
    draft.value = { ...draft.value, ...changes };
  };
  const { busy, problem, attempt } = useAttempt();
  const hasValues = (product?.measurements ?? 0) > 0;
  const chart = kindOf(draft.value);
  const { counts, rules: applicable } = chartTypes[chart];
  const field = (id: TextField) => ({
    id,
    value: draft.value[id],
    onValue: (value: string) => change({ [id]: value }),
  });

  async function save(event: SubmitEvent) {
    event.preventDefault();
    const entered = (field: TextField) => draft.value[field].trim();
    const numbers = (["lsl", "usl", "target"] as const).map(
      (field) => [field, entered(field), parseNumber(entered(field))] as const,
    );
    const invalid = numbers.find(([, entered, value]) => entered !== "" && value === undefined);
    // Counts have no specification.
    const [lsl = null, usl = null, target = null] = numbers.map(([, , value]) => (counts ? null : (value ?? null)));
    const { options, invalid: option } = optionsOf(draft.value);
    if (invalid && !counts) problem.value = words.notANumber(words.lineNames[invalid[0]]);
    else if (option) problem.value = words.notANumber(kindTexts.value.numbers[option][0]);
    else {
      const [code, name] = [entered("code"), entered("name")];
      // The unit is that of the measured values.
      const unit = counts ? null : entered("unit") || null;
      const chosen = {
        code,
        name,
        unit,
        lsl,
        usl,
        target,
        subgroup_size: size,
        chart,
        options,
        rules: rules.filter((rule) => applicable.includes(rule)),
      };
      await attempt(async () => {
        await onSave(chosen);
        forget();
      }, refusalText);
    }
  }

  return (
    <Dialog title={title} onClose={onClose}>
      <form class="flex flex-col gap-4" onSubmit={save}>
        <div class="grid gap-4 sm:grid-cols-[2fr_1fr]">
          <Field {...field("name")} label={words.name} max={200} required />
          <Field {...field("code")} label={words.code} hint={words.codeHint} max={40} required />
        </div>
        <ChartFields draft={draft.value} hasValues={hasValues} onChange={change} />
        {!counts && <SpecFields field={field} />}
        <RuleChoice
          rules={rules.filter((rule) => applicable.includes(rule))}
          applicable={applicable}
          hint={
            counts ? kindTexts.value.rulesOfCounts : applicable.length === 1 ? kindTexts.value.rulesOfSums : undefined
          }
          onRules={(rules) => change({ rules })}
        />
        {problem.value && <Problem says={problem.value} />}
        <DialogButtons action={submit} disabled={busy.value} onDiscard={forget} onClose={onClose} />
      </form>
    </Dialog>
  );
}

/** Why the product was not saved: the first invalid field that has a text, else the error itself. */
function refusalText(thrown: unknown): string {
  const misfits = new Map(Object.entries(texts.value.misfits));
  const fieldTexts = toRefusal(thrown).errors.flatMap(({ path }) => misfits.get(path) ?? []);
  return fieldTexts[0] ?? errorText(thrown);
}

/** The specification: the limits, the target and the unit. */
function SpecFields({ field }: { field: (id: TextField) => Pick<FieldProps, "id" | "value" | "onValue"> }) {
  const words = texts.value;
  return (
    <fieldset class="flex flex-col gap-2">
      <legend class="label-text">{words.specification}</legend>
      <p class="text-base text-quiet">{words.specHint}</p>
      <div class="grid grid-cols-2 items-end gap-3 sm:grid-cols-4">
        <Field {...field("lsl")} label={words.formLsl} number />
        <Field {...field("target")} label={words.formTarget} number />
        <Field {...field("usl")} label={words.formUsl} number />
        <Field {...field("unit")} label={words.formUnit} max={20} />
      </div>
    </fieldset>
  );
}

interface FieldProps {
  id: TextField;
  label: string;
  hint?: string;
  value: string;
  onValue: (value: string) => void;
  max?: number;
  number?: boolean;
  required?: boolean;
}

function Field({ id, label, hint, value, onValue, max, number = false, required = false }: FieldProps) {
  return (
    <div class="flex flex-col gap-2">
      <label class="label-text" for={`product-${id}`}>
        {label}
      </label>
      <input
        id={`product-${id}`}
        class={`input ${number ? "tabular-nums" : ""}`}
        inputMode={number ? "decimal" : "text"}
        autocomplete="off"
        value={value}
        onInput={({ currentTarget }) => onValue(currentTarget.value)}
        maxLength={max ?? 24}
        required={required}
        aria-describedby={hint && `product-${id}-hint`}
      />
      {hint && (
        <p id={`product-${id}-hint`} class="text-base text-quiet">
          {hint}
        </p>
      )}
    </div>
  );
}
