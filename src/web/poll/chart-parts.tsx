/** The parts of a question about a control chart, loaded when a poll has one: choosing a point, and what is right. */
import type { Poll } from "../../client/fold/polls.ts";
import { Icon } from "../ui/icon.tsx";
import { texts } from "./chart-texts.ts";
import { QuestionChart } from "./question-chart.tsx";
import type { VoteInputProps } from "./vote-draft.ts";

/** The chart with its point, which a student taps or chooses by its number. */
export function PointInput({ poll, draft, isFixed, onChange }: VoteInputProps) {
  const words = texts.value;
  const { chart } = poll;
  if (!chart) return null;
  const { first, values, rules } = chart;
  const last = first + values.length - 1;
  const saysInControl = draft.choices?.some((id) => rules[id - 1] === null) ?? false;
  const point = saysInControl ? undefined : draft.value;
  const canChoose = !isFixed && !saysInControl;
  const choose = (value: number) => onChange({ ...draft, value: Math.min(last, Math.max(first, value)) });
  const stepButton = (by: 1 | -1, label: string) => (
    <button
      type="button"
      class="btn btn-square"
      aria-label={label}
      disabled={!canChoose}
      onClick={() => choose(point === undefined ? first : point + by)}
    >
      <Icon name={by < 0 ? "left" : "right"} />
    </button>
  );
  return (
    <div class="flex flex-col gap-2">
      <QuestionChart chart={chart} shape="phone" point={point} {...(canChoose && { onPoint: choose })} />
      <p class="text-base text-quiet">{words.tap}</p>
      <div class="flex items-center gap-2">
        {stepButton(-1, words.before)}
        <select
          class="input min-w-0 flex-1"
          aria-label={words.point}
          disabled={!canChoose}
          value={point ?? ""}
          onChange={({ currentTarget }) => choose(Number(currentTarget.value))}
        >
          <option value="" disabled>
            {words.noPoint}
          </option>
          {values.map((_, n) => (
            <option key={first + n} value={first + n}>
              {words.pointIs(first + n)}
            </option>
          ))}
        </select>
        {stepButton(1, words.after)}
      </div>
    </div>
  );
}

/** What is shown of a question about a chart. The projector has no vote of its own. */
export type ShownChart = Pick<Poll, "chart" | "flags" | "counted" | "options"> & { readonly vote?: Poll["vote"] };

interface OutcomeProps {
  poll: ShownChart;
  wide: boolean;
}

/** The chart with the points that were chosen, and what the rules flag, as far as they may be seen. */
export function ChartOutcome({ poll: { chart, flags, counted, options, vote }, wide }: OutcomeProps) {
  const words = texts.value;
  if (!chart) return null;
  const own = vote?.value;
  return (
    <div class="mb-3 flex flex-col gap-[0.4em]">
      <QuestionChart
        chart={chart}
        shape={wide ? "wide" : "phone"}
        point={own}
        flags={flags}
        {...(counted?.points && { heat: counted.points })}
      />
      {counted?.points && counted.points.length > 0 && <ChosenPoints points={counted.points} />}
      {own != null && <p class="text-base text-quiet">{words.yourPoint(own)}</p>}
      {flags && (
        <ul class="flex flex-col text-base font-semibold text-help-ink">
          {flags.length === 0 && <li class="text-done-ink">{words.inControl}</li>}
          {flags.slice(0, maxFlags).map(({ from, to, options: [id] }) => (
            <li key={`${id} ${to}`}>
              {words.flagged(options.find(({ option_id }) => option_id === id)?.text ?? "", from, to)}
            </li>
          ))}
          {flags.length > maxFlags && <li>{words.moreFlags(flags.length - maxFlags)}</li>}
        </ul>
      )}
    </div>
  );
}

/** What the strip below the chart shows, in numbers: the points that were chosen most. */
function ChosenPoints({ points }: { points: NonNullable<NonNullable<Poll["counted"]>["points"]> }) {
  const words = texts.value;
  const most = points.toSorted((a, b) => b.count - a.count);
  const named = most.slice(0, maxChosen).map(({ point, count }) => words.chosen(point, count));
  return (
    <p class="flex flex-wrap items-baseline gap-x-2 text-base">
      <span class="font-semibold text-info">■ {words.heat}</span>
      <span>{[...named, ...(most.length > maxChosen ? ["…"] : [])].join(" · ")}</span>
    </p>
  );
}

/** How many of the chosen points are listed. */
const maxChosen = 5;
/** How many patterns are listed: a rule may flag each point of a long one. */
const maxFlags = 8;
