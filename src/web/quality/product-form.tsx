/** Dialog that creates or changes a product: name, specification, subgroup size, chart and rules. */
import { type Signal, useSignal } from "@preact/signals";
import { toRefusal } from "../../client/refusal.ts";
import { type ChartKind, defaultChart, defaultRules, type RuleNumber } from "../../domain/spc/kinds.ts";
import type { Product, ProductSettings } from "../../domain/spc/product.ts";
import { useAttempt } from "../ui/attempt.ts";
import { Dialog } from "../ui/dialog.tsx";
import { DialogButtons } from "../ui/dialog-buttons.tsx";
import { errorText, Problem } from "../ui/notice.tsx";
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

/** Open while it is rendered; stays open if the server rejects the product. */
export function ProductForm({ title, submit, product, onClose, onSave }: FormProps) {
  const words = texts.value;
  const size = useSignal(product?.subgroup_size ?? 1);
  const kind = useSignal<ChartKind | undefined>(product?.chart);
  const rules = useSignal<readonly RuleNumber[]>(product?.rules ?? defaultRules);
  const { busy, problem, attempt } = useAttempt();
  const hasValues = (product?.measurements ?? 0) > 0;
  const chart = kind.value && (kind.value === "i-mr") === (size.value === 1) ? kind.value : defaultChart(size.value);

  async function save(event: SubmitEvent & { currentTarget: HTMLFormElement }) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const entered = (field: string) => String(form.get(field) ?? "").trim();
    const numbers = (["lsl", "usl", "target"] as const).map(
      (field) => [field, entered(field), parseNumber(entered(field))] as const,
    );
    const invalid = numbers.find(([, entered, value]) => entered !== "" && value === undefined);
    const [lsl = null, usl = null, target = null] = numbers.map(([, , value]) => value ?? null);
    if (invalid) problem.value = words.notANumber(words.lineNames[invalid[0]]);
    else if (lsl === null && usl === null) problem.value = words.oneLimit;
    else {
      const [code, name] = [entered("code"), entered("name")];
      const chosen = { code, name, lsl, usl, target, subgroup_size: size.value, chart, rules: [...rules.value] };
      await attempt(() => onSave(chosen), refusalText);
    }
  }

  return (
    <Dialog title={title} onClose={onClose}>
      <form class="flex flex-col gap-4" onSubmit={save}>
        <div class="grid gap-4 sm:grid-cols-[2fr_1fr]">
          <Field id="name" label={words.name} value={product?.name} max={200} required />
          <Field id="code" label={words.code} hint={words.codeHint} value={product?.code} max={40} required />
        </div>
        <fieldset class="flex flex-col gap-2">
          <legend class="label-text">{words.specification}</legend>
          <p class="text-base text-quiet">{words.specHint}</p>
          <div class="grid grid-cols-3 items-end gap-3">
            <Field id="lsl" label={words.formLsl} value={toText(product?.lsl)} number />
            <Field id="target" label={words.formTarget} value={toText(product?.target)} number />
            <Field id="usl" label={words.formUsl} value={toText(product?.usl)} number />
          </div>
        </fieldset>
        <SubgroupFields size={size} kind={kind} chart={chart} disabled={hasValues} />
        {hasValues && <p class="text-base text-quiet">{words.sizeFixed}</p>}
        <RuleChoice
          rules={rules.value}
          onRules={(next) => {
            rules.value = next;
          }}
        />
        {problem.value && <Problem says={problem.value} />}
        <DialogButtons action={submit} disabled={busy.value} onClose={onClose} />
      </form>
    </Dialog>
  );
}

interface SubgroupProps {
  size: Signal<number>;
  /** The chart that the user chose. */
  kind: Signal<ChartKind | undefined>;
  /** The chart that results from the choice and the size. */
  chart: ChartKind;
  disabled: boolean;
}

function SubgroupFields({ size, kind, chart, disabled }: SubgroupProps) {
  const words = texts.value;
  return (
    <div class="grid gap-3 sm:grid-cols-2">
      <div class="flex flex-col gap-2">
        <label class="label-text" for="size">
          {words.subgroupSize}
        </label>
        <input
          id="size"
          class="input"
          type="number"
          min={1}
          max={25}
          required
          disabled={disabled}
          value={size.value}
          onInput={({ currentTarget }) => {
            size.value = Math.max(1, Math.min(25, Math.round(Number(currentTarget.value) || 1)));
          }}
          aria-describedby={disabled ? undefined : "size-hint"}
        />
        {!disabled && (
          <p id="size-hint" class="text-base text-quiet">
            {words.sizeHint}
          </p>
        )}
      </div>
      <div class="flex flex-col gap-2">
        <label class="label-text" for="chart">
          {words.chart}
        </label>
        <select
          id="chart"
          class="select"
          disabled={disabled || size.value === 1}
          value={chart}
          onChange={({ currentTarget }) => {
            kind.value = currentTarget.value === "xbar-s" ? "xbar-s" : "xbar-r";
          }}
        >
          {size.value === 1 ? (
            <option value="i-mr">{words.charts["i-mr"]}</option>
          ) : (
            (["xbar-r", "xbar-s"] as const).map((chartKind) => (
              <option key={chartKind} value={chartKind}>
                {words.charts[chartKind]}
              </option>
            ))
          )}
        </select>
      </div>
    </div>
  );
}

/** Why the product was not saved: the first invalid field that has a text, else the error itself. */
function refusalText(thrown: unknown): string {
  const misfits = new Map(Object.entries(texts.value.misfits));
  const fieldTexts = toRefusal(thrown).errors.flatMap(({ path }) => misfits.get(path) ?? []);
  return fieldTexts[0] ?? errorText(thrown);
}

interface FieldProps {
  id: string;
  label: string;
  hint?: string;
  value?: string | undefined;
  max?: number;
  number?: boolean;
  required?: boolean;
}

function Field({ id, label, hint, value = "", max, number = false, required = false }: FieldProps) {
  return (
    <div class="flex flex-col gap-2">
      <label class="label-text" for={`product-${id}`}>
        {label}
      </label>
      <input
        id={`product-${id}`}
        name={id}
        class={`input ${number ? "tabular-nums" : ""}`}
        inputMode={number ? "decimal" : "text"}
        autocomplete="off"
        defaultValue={value}
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
