/** The values entered on this page that are being sent, and the last values that the server has. */
import { type Signal, useSignal } from "@preact/signals";
import { useEffect, useMemo } from "preact/hooks";
import { machineClock, newCommandId } from "../../../client/clock.ts";
import { type Entries, type Entry, openEntries } from "../../../client/entries.ts";
import type { MeasurementRecord } from "../../../domain/spc/chart.ts";
import type { TagRecord } from "../../../domain/spc/tag-names.ts";
import { storage } from "../../memory.ts";
import { errorText } from "../../ui/notice.tsx";
import type { LiveBoard } from "../use-board.ts";

/** How many saved values are listed and can be deleted. */
const maxSaved = 5;

/** What the page shows above the key pad. */
export interface EnteredValues {
  readonly entries: Signal<readonly Entry[]>;
  /** Values that the server has, newest first. */
  readonly saved: Signal<readonly MeasurementRecord[]>;
  /** Why a value could not be deleted. */
  readonly problem: Signal<string | undefined>;
  readonly add: (value: number, more: { tags: TagRecord; size?: number | undefined }) => void;
  readonly drop: (key: string) => void;
  readonly delete: (id: number) => Promise<void>;
}

/** Sends values while the component is mounted. */
export function useEntries(board: LiveBoard, product: number): EnteredValues {
  const entries = useSignal<readonly Entry[]>([]);
  const saved = useSignal<readonly MeasurementRecord[]>([]);
  const problem = useSignal<string | undefined>(undefined);
  const { link, charts, products } = board.state.value;
  const chart = charts.get(product);

  const opened: Entries = useMemo(
    () =>
      openEntries({
        product,
        measure: board.api.measure,
        storage: storage(),
        clock: machineClock,
        random: Math.random,
        newKey: newCommandId,
        onChange: () => queueMicrotask(() => update(opened)),
      }),
    [board, product],
  );
  const update = (from: Entries) => {
    entries.value = from.list();
  };
  useEffect(() => {
    update(opened);
    addEventListener("online", opened.nudge);
    return () => {
      removeEventListener("online", opened.nudge);
      opened.close();
    };
  }, [opened]);
  useEffect(() => {
    if (link.is === "live") opened.nudge();
  }, [link.is]);

  const load = async () => {
    try {
      saved.value = await board.api.measurements(product, maxSaved);
    } catch {
      // keep the known values; the next change reads again
    }
  };
  const sent = entries.value.find(({ state }) => state === "sent")?.key;
  // Others measure too: any change of the chart changes the list. Debounced, so at most one read a second.
  const changeKey = `${chart?.points_total} ${chart?.filling?.values.length} ${products?.[0]?.measurements}`;
  useEffect(() => {
    const timer = setTimeout(() => void load(), 1000);
    return () => clearTimeout(timer);
  }, [changeKey]);
  useEffect(() => void load(), [sent, link.is]);

  return {
    entries,
    saved,
    problem,
    add(value, more) {
      problem.value = undefined;
      opened.add(value, board.now(), more);
    },
    drop: opened.drop,
    async delete(id) {
      problem.value = undefined;
      try {
        await board.api.undo(id);
        saved.value = saved.value.filter((value) => value.id !== id);
        await load();
      } catch (thrown) {
        problem.value = errorText(thrown);
      }
    },
  };
}
