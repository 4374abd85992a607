/** One's own practice: begun and ended by a press, an exercise after a count of three, and how it went. */
import { type ReadonlySignal, useSignal } from "@preact/signals";
import { useEffect, useMemo } from "preact/hooks";
import type { Room } from "../../client/fold/index.ts";
import { type Exercise, noPlaying, type Playing, type PracticeSummary } from "../../client/fold/practice.ts";
import { api, type LiveRoom } from "../live.ts";

/** An exercise about to begin. */
export interface Counting {
  readonly exercise: Exercise;
  /** Seconds to go. */
  readonly left: number;
}

/** One's own practice as a page has it. */
export interface Own {
  readonly player: Playing;
  /** Everything that is kept of one's practices, as it was last read. */
  readonly past: ReadonlySignal<PracticeSummary | undefined>;
  /** Whether what just ended is to be looked at. */
  readonly shown: ReadonlySignal<boolean>;
  readonly counting: ReadonlySignal<Counting | undefined>;
  start(): void;
  /** Counts down, then begins. */
  exercise(exercise: Exercise): void;
  end(): void;
  /** Looks at the last practice, or away from it; a count-down is given up. */
  show(shown: boolean): void;
}

/** How long an exercise is waited for, in seconds. */
const countFrom = 3;

/** The practice of whoever looks at this page. */
export function usePractice(live: LiveRoom, room: Room): Own {
  const { you, session } = room;
  const player = room.practice.players.get(you.id) ?? noPlaying;
  const past = useSignal<PracticeSummary | undefined>(undefined);
  const shown = useSignal(false);
  const counting = useSignal<Counting | undefined>(undefined);

  useEffect(() => {
    let current = true;
    /** Counts beginnings and ends: a summary that is read too late must not lie over the practice that has begun. */
    let turns = 0;
    const read = async () => {
      const { data } = await api.practice(session.code);
      if (current) past.value = data;
    };
    read().catch(() => {});
    const stop = live.onEvent((event) => {
      if (event.type !== "practice.updated" || event.data.participant_id !== you.id) return;
      turns += 1;
      const turn = turns;
      if (event.data.status === "started") {
        shown.value = false;
        counting.value = undefined;
      } else if (event.data.ended_by !== "restart") {
        read()
          .then(() => {
            if (turn === turns) shown.value = current;
          })
          .catch(() => {});
      }
    });
    return () => {
      current = false;
      stop();
    };
  }, [live, you.id]);

  useEnding(live, player);
  useEffect(() => {
    const now = counting.value;
    if (!now) return;
    const timer = setTimeout(() => {
      if (now.left > 1) counting.value = { ...now, left: now.left - 1 };
      else {
        counting.value = undefined;
        live.sendNow("practice.start", { exercise: now.exercise }).catch(() => {});
      }
    }, 1000);
    return () => clearTimeout(timer);
  }, [counting.value]);

  const acts = useMemo(
    () => ({
      start: () => void live.sendNow("practice.start", {}).catch(() => {}),
      exercise(exercise: Exercise) {
        shown.value = false;
        counting.value = { exercise, left: countFrom };
      },
      end: () => live.ask("practice.end", {}),
      show(on: boolean) {
        shown.value = on;
        counting.value = undefined;
      },
    }),
    [live],
  );
  return { player, past, shown, counting, ...acts };
}

/** Ends an exercise when its time is over. Each device of a person asks; the server ends it once. */
function useEnding(live: LiveRoom, { running }: Playing): void {
  const { is } = live.state.value.link;
  const over = running?.exercise ? running.started + running.exercise.seconds * 1000 : undefined;
  useEffect(() => {
    if (over === undefined || is !== "live") return;
    const timer = setTimeout(
      () => void live.sendNow("practice.end", {}).catch(() => {}),
      Math.max(0, over - live.now()) + 50,
    );
    return () => clearTimeout(timer);
  }, [over, is, live]);
}
