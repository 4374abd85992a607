/** A gauge study on a page: read by HTTP, and read again whenever it changes. */
import { type Signal, useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { backoff, machineClock } from "../../../client/clock.ts";
import type { GaugeStudyDetails, GaugeValues, StudyRef } from "../../../client/gauge-api.ts";
import { createReader } from "../../../client/reader.ts";
import type { Refusal } from "../../../client/refusal.ts";
import type { LiveBoard } from "../use-board.ts";

/** Minimum interval between two reads, in ms. */
const readIntervalMs = 500;

export interface LiveStudy {
  /** `undefined` before it is read. */
  readonly study: Signal<GaugeStudyDetails | undefined>;
  /** Why it could not be read. */
  readonly problem: Signal<Refusal | undefined>;
  /** Enters values: all or none; with `onlyNew`, none replaces another. Rejects with a `Refusal`. */
  readonly enter: (values: GaugeValues, options: { readonly onlyNew: boolean }) => Promise<void>;
}

/** Reads the study while the component is mounted. */
export function useStudy(board: LiveBoard, of: StudyRef): LiveStudy {
  const study = useSignal<GaugeStudyDetails | undefined>(undefined);
  const problem = useSignal<Refusal | undefined>(undefined);
  useEffect(() => {
    let closed = false;
    const reader = createReader({
      clock: machineClock,
      retryAfter: (attempt) => backoff(attempt, Math.random),
      wanted: () => !closed,
      onRefused: (refusal) => {
        problem.value = refusal;
      },
    });
    const read = async () => {
      const next = await board.api.gaugeStudy(of);
      if (closed) return;
      study.value = next;
      problem.value = undefined;
    };
    reader.ask("study", read);
    const stop = board.onStudies(() => reader.ask("study", read, study.value ? readIntervalMs : 0));
    return () => {
      closed = true;
      stop();
    };
  }, [board]);
  return {
    study,
    problem,
    async enter(values, { onlyNew }) {
      study.value = await board.api.measureGauge(of, { values, only_new: onlyNew });
    },
  };
}
