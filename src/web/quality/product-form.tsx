/** Makes or changes a product: what is measured, to which specification, how many in a subgroup, which rules alert. */
import { useSignal } from "@preact/signals";
import { toRefusal } from "../../client/refusal.ts";
import { type ChartKind, defaultChart, defaultRules, type RuleNumber } from "../../domain/spc/kinds.ts";
import type { Product, ProductSettings } from "../../domain/spc/product.ts";
import { useAttempt } from "../ui/attempt.ts";
import { Dialog } from "../ui/dialog.tsx";
import { because, Problem } from "../ui/notice.tsx";
import { common } from "../ui/texts.ts";
import { plain, readNumber } from "./numbers.ts";
import { RuleChoice } from "./rule-choice.tsx";
import { texts } from "./texts.ts";

interface FormProps {
  title: string;
  submit: string;
  /** The one to change; else a new one. */
  product?: Product;
  onClose: () => void;
  /** Rejects with a `Refusal`. */
  onSave: (chosen: ProductSettings) => Promise<void>;
}

const written = (value: number | null | undefined) => (value === null || value === undefined ? "" : plain(value));

/** Open for as long as it is rendered; it stays open where the server refuses. */
export function ProductForm({ title, submit, product, onClose, onSave }: FormProps) {
  const words = texts.value;
  const size = useSignal(product?.subgroup_size ?? 1);
  const kind = useSignal<ChartKind | undefined>(product?.chart);
  const rules = useSignal<readonly RuleNumber[]>(product?.rules ?? defaultRules);
  const { busy, problem, attempt } = useAttempt();
  const measured = (product?.measurements ?? 0) > 0;
  const chart = kind.value && (kind.value === "i-mr") === (size.value === 1) ? kind.value : defaultChart(size.value);

  async function save(event: SubmitEvent & { currentTarget: HTMLFormElement }) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const said = (field: string) => String(form.get(field) ?? "").trim();
    const numbers = (["lsl", "usl", "target"] as const).map(
      (field) => [field, said(field), readNumber(said(field))] as const,
    );
    const wrong = numbers.find(([, written, value]) => written !== "" && value === undefined);
    const [lsl = null, usl = null, target = null] = numbers.map(([, , value]) => value ?? null);
    if (wrong) problem.value = words.notANumber(words.lineNames[wrong[0]]);
    else if (lsl === null && usl === null) problem.value = words.oneLimit;
    else {
      const [code, name] = [said("code"), said("name")];
      const chosen = { code, name, lsl, usl, target, subgroup_size: size.value, chart, rules: [...rules.value] };
      await attempt(() => onSave(chosen), refusedBy);
    }
  }

  return (
    <Dialog title={title} onClose={onClose}>
      <form class="flex flex-col gap-4" onSubmit={save}>
        <div class="grid gap-4 sm:grid-cols-[2fr_1fr]">
          <Field id="name" label={words.name} value={product?.name} max={200} required />
          <Field id="code" label={words.code} value={product?.code} max={40} required />
        </div>
        <fieldset class="flex flex-col gap-2">
          <legend class="label-text">{words.specification}</legend>
          <p class="text-base text-quiet">{words.specHint}</p>
          <div class="grid grid-cols-3 gap-3">
            <Field id="lsl" label={words.formLsl} value={written(product?.lsl)} number />
            <Field id="target" label={words.formTarget} value={written(product?.target)} number />
            <Field id="usl" label={words.formUsl} value={written(product?.usl)} number />
          </div>
        </fieldset>
        <div class="grid grid-cols-2 gap-3">
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
              disabled={measured}
              value={size.value}
              onInput={({ currentTarget }) => {
                size.value = Math.max(1, Math.min(25, Math.round(Number(currentTarget.value) || 1)));
              }}
            />
          </div>
          <div class="flex flex-col gap-2">
            <label class="label-text" for="chart">
              {words.chart}
            </label>
            <select
              id="chart"
              class="select"
              disabled={measured || size.value === 1}
              value={chart}
              onChange={({ currentTarget }) => {
                kind.value = currentTarget.value === "xbar-s" ? "xbar-s" : "xbar-r";
              }}
            >
              {size.value === 1 ? (
                <option value="i-mr">{words.charts["i-mr"]}</option>
              ) : (
                (["xbar-r", "xbar-s"] as const).map((one) => (
                  <option key={one} value={one}>
                    {words.charts[one]}
                  </option>
                ))
              )}
            </select>
          </div>
        </div>
        <p class="text-base text-quiet">{measured ? words.sizeFixed : words.sizeHint}</p>
        <RuleChoice
          rules={rules.value}
          onRules={(next) => {
            rules.value = next;
          }}
        />
        {problem.value && <Problem says={problem.value} />}
        <div class="flex flex-wrap justify-end gap-3">
          <button type="button" class="btn btn-lg" onClick={onClose}>
            {common.value.cancel}
          </button>
          <button type="submit" class="btn btn-primary btn-lg" disabled={busy.value}>
            {submit}
          </button>
        </div>
      </form>
    </Dialog>
  );
}

/** Why it was not saved, with what does not fit named where the page has words for it. */
function refusedBy(thrown: unknown): string {
  const misfits = new Map(Object.entries(texts.value.misfits));
  const named = toRefusal(thrown).errors.flatMap(({ path }) => misfits.get(path) ?? []);
  return named[0] ?? because(thrown);
}

interface FieldProps {
  id: string;
  label: string;
  value?: string | undefined;
  max?: number;
  number?: boolean;
  required?: boolean;
}

function Field({ id, label, value = "", max, number = false, required = false }: FieldProps) {
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
      />
    </div>
  );
}
