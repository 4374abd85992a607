/** What was entered on this page and is on its way, and the last values that the server has. */
import { type Signal, useSignal } from "@preact/signals";
import { useEffect, useMemo } from "preact/hooks";
import { machineClock, newCommandId } from "../../../client/clock.ts";
import { type Entries, type Entry, openEntries } from "../../../client/entries.ts";
import type { Measurement } from "../../../domain/spc/chart.ts";
import { storage } from "../../memory.ts";
import { because } from "../../ui/notice.tsx";
import type { LiveBoard } from "../use-board.ts";

/** How many values can be seen and taken back. */
const shown = 5;

/** What the page of entry shows beside the key pad. */
export interface Tape {
  readonly entries: Signal<readonly Entry[]>;
  /** Newest first. */
  readonly measured: Signal<readonly Measurement[]>;
  /** Why a value could not be taken back. */
  readonly problem: Signal<string | undefined>;
  readonly add: (value: number) => void;
  readonly drop: (key: string) => void;
  readonly undo: (id: number) => Promise<void>;
}

/** Opens the entries for as long as the page is shown. */
export function useEntries(board: LiveBoard, product: number): Tape {
  const entries = useSignal<readonly Entry[]>([]);
  const measured = useSignal<readonly Measurement[]>([]);
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
        onChange: () => queueMicrotask(() => take(opened)),
      }),
    [board, product],
  );
  const take = (from: Entries) => {
    entries.value = from.list();
  };
  useEffect(() => {
    take(opened);
    addEventListener("online", opened.nudge);
    return () => {
      removeEventListener("online", opened.nudge);
      opened.close();
    };
  }, [opened]);
  useEffect(() => {
    if (link.is === "live") opened.nudge();
  }, [link.is]);

  const look = async () => {
    try {
      measured.value = await board.api.measurements(product, shown);
    } catch {
      // what was known stays in sight; the next change asks again
    }
  };
  const sent = entries.value.find(({ state }) => state === "sent")?.key;
  // Others measure too: what the chart tells is news of the list. At a thousand a second it is read once a second.
  const news = `${chart?.points_total} ${chart?.filling?.values.length} ${products?.[0]?.measurements}`;
  useEffect(() => {
    const timer = setTimeout(() => void look(), 1000);
    return () => clearTimeout(timer);
  }, [news]);
  useEffect(() => void look(), [sent, link.is]);

  return {
    entries,
    measured,
    problem,
    add(value) {
      problem.value = undefined;
      opened.add(value, board.now());
    },
    drop: opened.drop,
    async undo(id) {
      problem.value = undefined;
      try {
        await board.api.undo(id);
        measured.value = measured.value.filter((one) => one.id !== id);
        await look();
      } catch (thrown) {
        problem.value = because(thrown);
      }
    },
  };
}
