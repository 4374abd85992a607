/** The form of a question about a control chart: chooses the chart, and asks the class. */
import { type ReadonlySignal, type Signal, useComputed, useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { createQualityApi } from "../../../../client/quality-api.ts";
import { type ChartQuestion, solutionOf } from "../../../../domain/quiz/chart-question.ts";
import type { Chart } from "../../../../domain/spc/chart.ts";
import type { Product } from "../../../../domain/spc/product.ts";
import type { LiveRoom } from "../../../live.ts";
import { QuestionChart } from "../../../poll/question-chart.tsx";
import { useAttempt } from "../../../ui/attempt.ts";
import { DialogButtons } from "../../../ui/dialog-buttons.tsx";
import { errorText, Loading, Problem } from "../../../ui/notice.tsx";
import { generate, type Pattern, patterns, windowOf } from "./source.ts";
import { texts } from "./texts.ts";

const api = createQualityApi();
/** The numbers of points that a product's window can have. */
const windows = [25, 40, 60] as const;
const newSeed = () => Math.floor(Math.random() * 1_000_000);

/** Which chart is asked about. */
interface Source {
  /** 0: a generated chart. */
  readonly product: number;
  readonly pattern: Pattern;
  readonly seed: number;
  readonly last: number;
}

interface FormProps {
  live: LiveRoom;
  onDone: () => void;
}

export function ChartQuestionForm({ live, onDone }: FormProps) {
  const words = texts.value;
  const typed = useSignal(words.question);
  const source = useSignal<Source>({ product: 0, pattern: "any", seed: newSeed(), last: 40 });
  const { busy, problem, attempt } = useAttempt();
  const showsTruth = useSignal(false);
  const { products, charts } = useProducts(source, problem);
  const question = useComputed(() => toQuestion(source.value, products.value, charts.value));
  const chart = question.value;
  const ask = () => {
    if (!chart) return;
    const options = chart.rules.map((rule) => ({ text: rule === null ? words.inControl : words.rules[rule] }));
    const poll = { kind: "choice", question: typed.value.trim(), options, results: "hidden", open: true } as const;
    void attempt(async () => {
      await live.send("poll.create", {
        ...poll,
        chart: { ...chart, values: [...chart.values], rules: [...chart.rules] },
      });
      onDone();
    });
  };
  return (
    <div class="flex flex-col gap-4">
      <p class="text-quiet">{words.hint}</p>
      <label class="flex flex-col gap-2">
        <span class="label-text">{words.questionLabel}</span>
        <textarea
          class="textarea w-full"
          rows={2}
          maxLength={500}
          value={typed.value}
          onInput={({ currentTarget }) => {
            typed.value = currentTarget.value;
          }}
        />
      </label>
      <SourceChoice source={source} products={products.value} />
      {chart ? (
        <Preview chart={chart} showsTruth={showsTruth} />
      ) : charts.value.has(source.value.product) ? (
        <p>{words.noChart}</p>
      ) : (
        !problem.value && <Loading />
      )}
      {problem.value && <Problem says={problem.value} />}
      <DialogButtons
        action={words.ask}
        disabled={busy.value || !chart || !typed.value.trim()}
        onAction={ask}
        onClose={onDone}
      />
    </div>
  );
}

/** The question of a source; `undefined` if its chart is not read yet or cannot be asked about. */
function toQuestion(
  { product, pattern, seed, last }: Source,
  products: readonly Product[],
  charts: ReadonlyMap<number, Chart>,
): ChartQuestion | undefined {
  if (product === 0) return generate(pattern, seed);
  const chart = charts.get(product);
  const rules = products.find(({ id }) => id === product)?.rules;
  return chart && rules && windowOf(chart, rules, last);
}

/** The products to choose from, and the charts of those that were chosen. */
function useProducts(source: ReadonlySignal<Source>, problem: Signal<string | undefined>) {
  const products = useSignal<readonly Product[]>([]);
  const charts = useSignal<ReadonlyMap<number, Chart>>(new Map());
  const failed = (thrown: unknown) => {
    problem.value = errorText(thrown);
  };
  useEffect(() => {
    api.products().then((all) => {
      products.value = all.toReversed();
    }, failed);
  }, []);
  const { product } = source.value;
  useEffect(() => {
    problem.value = undefined;
    if (product === 0) return;
    api.chart(product, Math.max(...windows)).then((chart) => {
      charts.value = new Map(charts.value).set(product, chart);
    }, failed);
  }, [product]);
  return { products, charts };
}

function SourceChoice({ source, products }: { source: Signal<Source>; products: readonly Product[] }) {
  const words = texts.value;
  const { product, pattern, last } = source.value;
  const change = (changes: Partial<Source>) => {
    source.value = { ...source.value, ...changes };
  };
  return (
    <div class="flex flex-wrap items-end gap-3">
      <label class="flex min-w-48 flex-1 flex-col gap-2">
        <span class="label-text">{words.source}</span>
        <select
          class="select w-full"
          value={product}
          onChange={({ currentTarget }) => change({ product: Number(currentTarget.value) })}
        >
          <option value={0}>{words.generated}</option>
          {products.map(({ id, name, code }) => (
            <option key={id} value={id}>
              {name} · {code}
            </option>
          ))}
        </select>
      </label>
      {product === 0 ? (
        <>
          <label class="flex flex-col gap-2">
            <span class="label-text">{words.pattern}</span>
            <select
              class="select w-auto"
              value={pattern}
              onChange={({ currentTarget }) =>
                change({ pattern: patterns.find((known) => known === currentTarget.value) ?? "any" })
              }
            >
              {patterns.map((known) => (
                <option key={known} value={known}>
                  {words.patterns[known]}
                </option>
              ))}
            </select>
          </label>
          <button type="button" class="btn btn-lg" onClick={() => change({ seed: newSeed() })}>
            {words.another}
          </button>
        </>
      ) : (
        <label class="flex flex-col gap-2">
          <span class="label-text">{words.window}</span>
          <select
            class="select w-auto"
            value={last}
            onChange={({ currentTarget }) => change({ last: Number(currentTarget.value) })}
          >
            {windows.map((points) => (
              <option key={points} value={points}>
                {words.lastPoints(points)}
              </option>
            ))}
          </select>
        </label>
      )}
    </div>
  );
}

/** The chart, with what is right only on demand: the class may see the teacher's screen. */
function Preview({ chart, showsTruth }: { chart: ChartQuestion; showsTruth: Signal<boolean> }) {
  const words = texts.value;
  const shown = { ...chart, values: [...chart.values], rules: [...chart.rules] };
  const { correct, flags } = solutionOf(chart);
  const right = correct.map((id) => chart.rules[id - 1] ?? null);
  return (
    <div class="flex flex-col gap-2">
      <QuestionChart chart={shown} shape="wide" {...(showsTruth.value && { flags })} />
      <label class="flex items-center gap-2 self-start">
        <input
          type="checkbox"
          class="toggle"
          checked={showsTruth.value}
          onChange={({ currentTarget }) => {
            showsTruth.value = currentTarget.checked;
          }}
        />
        {words.showTruth}
      </label>
      {showsTruth.value && (
        <p class="font-semibold text-help-ink" role="status">
          {right.map((rule) => (rule === null ? words.inControl : words.rules[rule])).join(" · ")}
        </p>
      )}
    </div>
  );
}
