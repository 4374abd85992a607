/** Statistics of alerts by day, type, priority and product, and the list of all alerts. */
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { toRefusal } from "../../../client/refusal.ts";
import type { Statistics } from "../../../domain/spc/alert.ts";
import type { Product } from "../../../domain/spc/product.ts";
import { locale } from "../../language.ts";
import { Icon } from "../../ui/icon.tsx";
import { errorNotice, Loading, Notice } from "../../ui/notice.tsx";
import { Link, Page } from "../../ui/page.tsx";
import { common } from "../../ui/texts.ts";
import { SignInNotice, useAccount } from "../frame.tsx";
import { texts as qualityTexts } from "../texts.ts";
import { quality } from "../use-board.ts";
import { Bars } from "./bars.tsx";
import { DayBars } from "./day-bars.tsx";
import { History } from "./history.tsx";
import { texts } from "./texts.ts";

const periods = [7, 30, 90] as const;

/** The page `/spc/statistics`. */
export function StatisticsPage() {
  const words = texts.value;
  const days = useSignal<number>(30);
  const loaded = useSignal<Statistics | undefined>(undefined);
  const products = useSignal<readonly Product[]>([]);
  const problem = useSignal<unknown>(undefined);
  const known = useAccount();
  const load = async () => {
    const requested = days.value;
    problem.value = undefined;
    try {
      const [statistics, all] = await Promise.all([
        quality.statistics(requested, -new Date().getTimezoneOffset()),
        quality.products(),
      ]);
      if (requested !== days.value) return;
      loaded.value = statistics;
      products.value = all;
    } catch (thrown) {
      problem.value = thrown;
    }
  };
  useEffect(() => void load(), [days.value]);
  const { value: statistics } = loaded;
  return (
    <Page title={qualityTexts.value.statistics} home="/spc" width="wide">
      {problem.value ? (
        toRefusal(problem.value).status === 401 ? (
          <SignInNotice />
        ) : (
          <Notice says={errorNotice(problem.value)}>
            <button type="button" class="btn btn-primary btn-lg" onClick={load}>
              {common.value.again}
            </button>
          </Notice>
        )
      ) : !statistics || !known ? (
        <Loading />
      ) : (
        <div class="flex flex-col gap-8 py-4">
          <div>
            <Link to="/spc" class="inline-flex min-h-11 items-center gap-2 text-base text-quiet">
              <Icon name="left" />
              {common.value.qualityBoard}
            </Link>
            <div class="flex flex-wrap items-center gap-x-6 gap-y-3">
              <h1 class="text-step max-sm:w-full sm:flex-1 font-extrabold tracking-tight">
                {qualityTexts.value.statistics}
              </h1>
              <fieldset class="flex gap-1">
                <legend class="sr-only">{words.span}</legend>
                {periods.map((period) => (
                  <button
                    key={period}
                    type="button"
                    class={`btn ${days.value === period ? "btn-neutral" : "btn-ghost"}`}
                    aria-pressed={days.value === period}
                    onClick={() => {
                      days.value = period;
                    }}
                  >
                    {words.days(period)}
                  </button>
                ))}
              </fieldset>
            </div>
            <p class="mt-2 text-xl">
              <span class="text-[2rem] leading-tight font-extrabold tracking-tight tabular-nums">
                {statistics.total.toLocaleString(locale())}
              </span>{" "}
              {words.alertsIn} <span class="text-quiet">{words.ofThemOpen(statistics.open)}</span>
            </p>
          </div>
          <Figures statistics={statistics} />
          <History products={products.value} />
        </div>
      )}
    </Page>
  );
}

function Figures({ statistics }: { statistics: Statistics }) {
  const words = texts.value;
  const { total, by_day, by_type, by_priority, by_product } = statistics;
  if (total === 0) return <p class="card-plain text-quiet">{words.noneInSpan}</p>;
  return (
    <>
      <DayBars days={by_day} />
      <div class="grid gap-6 lg:grid-cols-3">
        <Bars
          title={words.byType}
          rows={by_type.map(({ alert_type, count }) => ({ name: qualityTexts.value.types[alert_type], count }))}
        />
        <Bars
          title={words.byPriority}
          rows={by_priority.map(({ priority, count }) => ({
            name: qualityTexts.value.priorities[priority - 1] ?? String(priority),
            count,
          }))}
        />
        <Bars
          title={words.byProduct}
          rows={by_product.map(({ product_id, product_name, count }) => ({
            name: product_name,
            count,
            to: `/spc/${product_id}`,
          }))}
        />
      </div>
    </>
  );
}
