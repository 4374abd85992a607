/** The replay of a past class: its moments in order, and what the board looked like at each. */
import { useComputed, useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useEffect } from "preact/hooks";
import {
  type Moment,
  type MomentKind,
  openReplay,
  type Replay as Recorded,
  type ReplayStart,
  type ReplayState,
} from "../../client/replay.ts";
import { api } from "../api.ts";
import { formatTime } from "../report/time.ts";
import { Icon } from "../ui/icon.tsx";
import { errorNotice, errorText, Notice } from "../ui/notice.tsx";
import { Link, Page } from "../ui/page.tsx";
import { common } from "../ui/texts.ts";
import { BoardAt } from "./board-at.tsx";
import { momentText } from "./moment-text.ts";
import { texts } from "./texts.ts";

const allKinds: readonly MomentKind[] = ["class", "step", "help", "question", "mood", "progress"];
/** Done steps are many: they are left out at first. */
const firstKinds: readonly MomentKind[] = ["class", "step", "help", "question", "mood"];

export function Replay({ code }: { code: string }) {
  const words = texts.value;
  const recorded = useSignal<Recorded | undefined>(undefined);
  const read = useSignal(0);
  /** The beginnings of the parts up to the one that is shown. */
  const starts = useSignal<readonly ReplayStart[]>([]);
  const problem = useSignal<unknown>(undefined);
  const load = async () => {
    problem.value = undefined;
    recorded.value = undefined;
    read.value = 0;
    const start = starts.value.at(-1);
    const onRead = (count: number) => {
      read.value = count;
    };
    try {
      recorded.value = await openReplay(api, code, { onRead, ...(start && { start }) });
    } catch (thrown) {
      problem.value = thrown;
    }
  };
  useEffect(() => void load(), [code, starts.value]);
  const { next } = recorded.value ?? {};
  const parts = (
    <Parts
      part={starts.value.length + 1}
      onEarlier={() => {
        starts.value = starts.value.slice(0, -1);
      }}
      onLater={
        next &&
        (() => {
          starts.value = [...starts.value, next];
        })
      }
    />
  );
  if (recorded.value && recorded.value.moments.length > 0) {
    return <Player key={starts.value.length} code={code} recorded={recorded.value} parts={parts} />;
  }
  return (
    <Page title={words.replay} home="/teach">
      {problem.value === undefined && !recorded.value ? (
        <p class="late m-auto p-16 text-quiet" role="status">
          {words.reading(read.value)}
        </p>
      ) : (
        <Notice says={problem.value === undefined ? [words.nothing, ""] : errorNotice(problem.value)}>
          {problem.value !== undefined && (
            <button type="button" class="btn btn-primary btn-lg" onClick={() => void load()}>
              {common.value.again}
            </button>
          )}
          {parts}
          <Link to={`/teach/${code}/report`} class="btn btn-lg">
            {words.toReport}
          </Link>
        </Notice>
      )}
    </Page>
  );
}

interface PartsProps {
  /** The number of the part that is shown: 1, 2 … */
  part: number;
  onEarlier: () => void;
  /** Absent at the last part. */
  onLater: (() => void) | undefined;
}

/** The buttons that load another part of a long class; nothing for a class that has one. */
function Parts({ part, onEarlier, onLater }: PartsProps) {
  const words = texts.value;
  if (part === 1 && !onLater) return null;
  return (
    <div class="flex flex-wrap items-center gap-3">
      <p class="text-quiet">{words.part(part)}</p>
      <button type="button" class="btn" disabled={part === 1} onClick={onEarlier}>
        <Icon name="left" />
        {words.earlierPart}
      </button>
      <button type="button" class="btn" disabled={!onLater} onClick={onLater}>
        {words.laterPart}
        <Icon name="right" />
      </button>
    </div>
  );
}

function Player({ code, recorded, parts }: { code: string; recorded: Recorded; parts: ComponentChildren }) {
  const words = texts.value;
  const kinds = useSignal<readonly MomentKind[]>(firstKinds);
  /** The chosen moment, by its `seq`: it stays chosen if other kinds are shown. */
  const chosen = useSignal(recorded.moments[0]?.seq ?? 0);
  const state = useSignal<ReplayState | undefined>(undefined);
  const refused = useSignal<string | undefined>(undefined);
  const moments = useComputed(() => recorded.moments.filter(({ kind }) => kinds.value.includes(kind))).value;
  const at = Math.max(
    0,
    moments.findLastIndex(({ seq }) => seq <= chosen.value),
  );
  const moment = moments[at];
  useEffect(() => {
    if (!moment) return;
    let isCurrent = true;
    recorded.at(moment.seq).then(
      (then) => {
        if (isCurrent) state.value = then;
      },
      (thrown) => {
        refused.value = errorText(thrown);
      },
    );
    return () => {
      isCurrent = false;
    };
  }, [moment?.seq]);
  const goTo = (n: number) => {
    const next = moments[n];
    if (next) chosen.value = next.seq;
  };
  return (
    <Page title={words.replayOf(state.value?.session.title ?? code)} home="/teach" width="full">
      <div class="flex flex-wrap items-center justify-between gap-3">
        <h1 class="text-2xl font-extrabold tracking-tight">{words.replayOf(state.value?.session.title ?? code)}</h1>
        <Link to={`/teach/${code}/report`} class="btn">
          {words.toReport}
        </Link>
      </div>
      {parts}
      {refused.value && <p role="alert">{refused.value}</p>}
      <div class="grid gap-6 pt-4 lg:grid-cols-[24rem_minmax(0,1fr)]">
        <div class="flex flex-col gap-4">
          {moment && <Controls moment={moment} at={at} moments={moments} names={state.value} onGo={goTo} />}
          <Kinds
            shown={kinds.value}
            onToggle={(kind) => {
              const on = kinds.value.includes(kind);
              kinds.value = allKinds.filter((one) => (one === kind ? !on : kinds.value.includes(one)));
            }}
          />
          <Nearby moments={moments} at={at} names={state.value} onGo={goTo} />
        </div>
        {state.value && <BoardAt state={state.value} />}
      </div>
    </Page>
  );
}

interface ControlsProps {
  moment: Moment;
  at: number;
  moments: readonly Moment[];
  names: ReplayState | undefined;
  onGo: (n: number) => void;
}

function Controls({ moment, at, moments, names, onGo }: ControlsProps) {
  const words = texts.value;
  const last = moments.length - 1;
  const says = `${formatTime(moment.event.at)} · ${momentText(moment, names)}`;
  return (
    <section class="card-plain flex flex-col gap-3">
      <p class="text-quiet tabular-nums">
        {formatTime(moment.event.at)} · {words.momentOf(at + 1, moments.length)}
      </p>
      <p class="min-h-16 text-2xl leading-tight font-extrabold tracking-tight break-words" role="status">
        {momentText(moment, names)}
      </p>
      <input
        type="range"
        class="range range-primary w-full"
        aria-label={words.moment}
        aria-valuetext={says}
        min={0}
        max={last}
        value={at}
        onInput={({ currentTarget }) => onGo(Number(currentTarget.value))}
      />
      <div class="grid grid-cols-2 gap-2">
        <button type="button" class="btn btn-lg" disabled={at === 0} onClick={() => onGo(at - 1)}>
          <Icon name="left" />
          {words.before}
        </button>
        <button type="button" class="btn btn-primary btn-lg" disabled={at === last} onClick={() => onGo(at + 1)}>
          {words.after}
          <Icon name="right" />
        </button>
      </div>
    </section>
  );
}

function Kinds({ shown, onToggle }: { shown: readonly MomentKind[]; onToggle: (kind: MomentKind) => void }) {
  const words = texts.value;
  return (
    <fieldset class="flex flex-wrap gap-2">
      <legend class="label-text mb-1">{words.show}</legend>
      {allKinds.map((kind) => (
        <label key={kind} class="flex min-h-11 cursor-pointer items-center gap-2 pr-2">
          <input
            type="checkbox"
            class="checkbox checkbox-primary border-quiet"
            checked={shown.includes(kind)}
            disabled={shown.length === 1 && shown.includes(kind)}
            onChange={() => onToggle(kind)}
          />
          {words.kinds[kind]}
        </label>
      ))}
    </fieldset>
  );
}

/** How many moments are listed before and after the current one. */
const nearby = 6;

function Nearby({ moments, at, names, onGo }: Omit<ControlsProps, "moment">) {
  const words = texts.value;
  const first = Math.max(0, Math.min(at - nearby, moments.length - 2 * nearby - 1));
  return (
    <section>
      <h2 class="label-text">{words.timeline}</h2>
      <ol class="flex flex-col">
        {moments.slice(first, first + 2 * nearby + 1).map((moment, n) => (
          <li key={moment.seq}>
            <button
              type="button"
              aria-current={first + n === at ? "true" : undefined}
              class={`flex min-h-11 w-full items-center gap-3 rounded-field px-2 py-1 text-left ${first + n === at ? "bg-base-100 font-bold ring-1 ring-base-300" : ""}`}
              onClick={() => onGo(first + n)}
            >
              <span class="shrink-0 text-base text-quiet tabular-nums">{formatTime(moment.event.at)}</span>
              <span class="line-clamp-2 min-w-0 break-words">{momentText(moment, names)}</span>
            </button>
          </li>
        ))}
      </ol>
    </section>
  );
}
