/** The person's own practice: start, end, exercise with its countdown, and the summary. */
import { type ReadonlySignal, useSignal } from "@preact/signals";
import { useEffect, useMemo } from "preact/hooks";
import type { Room } from "../../client/fold/index.ts";
import { type Exercise, noPlaying, type Playing, type PracticeSummary } from "../../client/fold/practice.ts";
import { api } from "../api.ts";
import type { LiveRoom } from "../live.ts";

/** An exercise that is about to start. */
export interface Countdown {
  readonly exercise: Exercise;
  readonly secondsLeft: number;
}

/** The person's own practice as a page shows it. */
export interface OwnPractice {
  readonly player: Playing;
  /** The summary of all their practices, as last read. */
  readonly past: ReadonlySignal<PracticeSummary | undefined>;
  /** Whether the page shows the result of the last practice. */
  readonly shown: ReadonlySignal<boolean>;
  readonly countdown: ReadonlySignal<Countdown | undefined>;
  start(): void;
  /** Counts down, then starts the exercise. */
  exercise(exercise: Exercise): void;
  end(): void;
  /** Shows or hides the result of the last practice. Cancels a countdown. */
  show(shown: boolean): void;
}

/** Length of the countdown, in seconds. */
const countdownSeconds = 3;

/** The practice of the person at this page. */
export function usePractice(live: LiveRoom, room: Room): OwnPractice {
  const { you, session } = room;
  const player = room.practice.players.get(you.id) ?? noPlaying;
  const past = useSignal<PracticeSummary | undefined>(undefined);
  const shown = useSignal(false);
  const countdown = useSignal<Countdown | undefined>(undefined);

  useEffect(() => {
    let current = true;
    /** Counts starts and ends, so that a summary that arrives late does not cover a practice started meanwhile. */
    let changes = 0;
    const read = async () => {
      const { data } = await api.practice(session.code);
      if (current) past.value = data;
    };
    read().catch(() => {});
    const stop = live.onEvent((event) => {
      if (event.type !== "practice.updated" || event.data.participant_id !== you.id) return;
      changes += 1;
      const change = changes;
      if (event.data.status === "started") {
        shown.value = false;
        countdown.value = undefined;
      } else if (event.data.ended_by !== "restart") {
        read()
          .then(() => {
            if (change === changes) shown.value = current;
          })
          .catch(() => {});
      }
    });
    return () => {
      current = false;
      stop();
    };
  }, [live, you.id]);

  useExerciseEnd(live, player);
  useEffect(() => {
    const now = countdown.value;
    if (!now) return;
    const timer = setTimeout(() => {
      if (now.secondsLeft > 1) countdown.value = { ...now, secondsLeft: now.secondsLeft - 1 };
      else {
        countdown.value = undefined;
        live.sendNow("practice.start", { exercise: now.exercise }).catch(() => {});
      }
    }, 1000);
    return () => clearTimeout(timer);
  }, [countdown.value]);

  const actions = useMemo(
    () => ({
      start: () => void live.sendNow("practice.start", {}).catch(() => {}),
      exercise(exercise: Exercise) {
        shown.value = false;
        countdown.value = { exercise, secondsLeft: countdownSeconds };
      },
      end: () => live.ask("practice.end", {}),
      show(on: boolean) {
        shown.value = on;
        countdown.value = undefined;
      },
    }),
    [live],
  );
  return { player, past, shown, countdown, ...actions };
}

/** Ends an exercise when its time is up. Each device of a person sends the end; the server ends it once. */
function useExerciseEnd(live: LiveRoom, { running }: Playing): void {
  const { is } = live.state.value.link;
  const endsAt = running?.exercise ? running.started + running.exercise.seconds * 1000 : undefined;
  useEffect(() => {
    if (endsAt === undefined || is !== "live") return;
    const timer = setTimeout(
      () => void live.sendNow("practice.end", {}).catch(() => {}),
      Math.max(0, endsAt - live.now()) + 50,
    );
    return () => clearTimeout(timer);
  }, [endsAt, is, live]);
}
