/** The results of a poll: bars or a cloud of words. All sizes are in em, so that a projector only sets the type size. */
import { Icon } from "../ui/icon.tsx";
import { type Bar as BarData, barsOf, type Counted, cloudOf } from "./bars.ts";
import { texts } from "./texts.ts";

interface ResultsProps {
  readonly poll: Counted;
  /** Its type size, which all other sizes follow. */
  readonly class?: string;
  /** Without how many have voted, which is shown elsewhere. */
  readonly bare?: boolean;
}

export function Results({ poll, class: look = "", bare = false }: ResultsProps) {
  const words = texts.value;
  const { counted, kind } = poll;
  if (!counted) return null;
  const showsMean = counted.mean !== null && (kind === "scale" || kind === "number");
  return (
    <div class={`flex flex-col gap-[0.75em] ${look}`}>
      {kind === "words" ? (
        <Cloud poll={poll} />
      ) : (
        <ol class="flex flex-col gap-[0.6em]">
          {barsOf(poll).map((bar) => (
            <Bar key={bar.key} bar={bar} weighed={kind === "rank"} />
          ))}
        </ol>
      )}
      <p class="flex flex-wrap gap-x-[1em] text-[0.9em] text-quiet tabular-nums">
        {!bare && <span>{counted.votes === 0 ? words.noVotes : words.voted(counted.votes)}</span>}
        {showsMean && <span>{words.mean(counted.mean ?? 0)}</span>}
      </p>
    </div>
  );
}

function Bar({ bar: { label, count, share, right, mine }, weighed }: { bar: BarData; weighed: boolean }) {
  const words = texts.value;
  const percent = Math.round(share * 100);
  return (
    <li class="flex flex-col gap-[0.2em]">
      <span class="flex items-baseline gap-x-[0.8em]">
        <span class={`min-w-0 flex-1 leading-snug ${right ? "font-bold" : ""}`}>{label ?? words.others}</span>
        <span class="shrink-0 font-semibold tabular-nums">
          {weighed ? words.weight(count) : words.votes(count)}
          {!weighed && <span class="font-normal text-quiet"> · {words.percent(percent)}</span>}
        </span>
      </span>
      <span class="block h-[0.7em] overflow-hidden rounded-full bg-base-300" aria-hidden="true">
        <span
          class={`poll-bar block h-full rounded-full ${right === false ? "bg-quiet" : "bg-primary"}`}
          style={{ width: `${Math.min(100, share * 100)}%` }}
        />
      </span>
      {(right || mine) && (
        <span class="flex flex-wrap items-baseline gap-x-[1em] font-semibold">
          {right && (
            <span class="inline-flex items-center gap-[0.3em] text-done-ink">
              <Icon name="check" size="1em" />
              {words.rightAnswer}
            </span>
          )}
          {mine && <span class="text-quiet">{words.yours}</span>}
        </span>
      )}
    </li>
  );
}

function Cloud({ poll }: { poll: Counted }) {
  const words = texts.value;
  return (
    <ul class="flex flex-wrap items-baseline justify-center gap-x-[0.8em] gap-y-[0.1em] py-[0.3em] text-center">
      {cloudOf(poll).map(({ word, count, size }) => (
        <li key={word} class="poll-word leading-tight font-bold" style={{ fontSize: `${1 + size * 1.6}em` }}>
          {word}
          {count > 1 && (
            <span class="poll-word-count ml-[0.2em] align-super text-[0.5em] font-semibold text-quiet tabular-nums">
              <span aria-hidden="true">{count}</span>
              <span class="sr-only">{words.votes(count)}</span>
            </span>
          )}
        </li>
      ))}
    </ul>
  );
}
