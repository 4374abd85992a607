/** The state of the import page: the text, how its columns are read, and the rows that result. */
import { type Signal, useSignal } from "@preact/signals";
import { useMemo } from "preact/hooks";
import { newCommandId } from "../../../client/clock.ts";
import { toRefusal } from "../../../client/refusal.ts";
import { useDraft } from "../../drafts.ts";
import { errorText } from "../../ui/notice.tsx";
import type { LiveBoard } from "../use-board.ts";
import { type Mapping, proposeMapping } from "./columns.ts";
import { type ConvertedRow, convert, rowAt, sortByTime, toCsv } from "./convert.ts";
import { readTable, type Table } from "./csv.ts";
import { leftOutOf } from "./left-out.ts";
import { type DateOrder, dateOrderOf } from "./times.ts";

/** How far a device's clock may be ahead of the server's, in ms. */
const clockSlack = 5 * 60 * 1000;

/** What the user chose; `undefined` uses what the table suggests. */
interface Choices {
  readonly mapping?: Mapping;
  readonly order?: DateOrder;
  readonly sorted?: boolean;
  /** The server's reasons for rejected lines, by line. */
  readonly rejected?: ReadonlyMap<number, string>;
}

export interface Import {
  readonly text: string;
  readonly table: Table;
  readonly mapping: Mapping;
  /** The order of day and month, and whether the table leaves it open. */
  readonly order: DateOrder;
  readonly isOrderOpen: boolean;
  readonly sorted: boolean;
  /** In the order in which they are imported; none if no column has the values. */
  readonly rows: readonly ConvertedRow[];
  /** How many values the last import created. */
  readonly created: number | undefined;
  readonly problem: string | undefined;
  readonly busy: boolean;
  readonly setText: (text: string) => void;
  readonly choose: (choices: Choices) => void;
  /** Imports the rows without errors; the others stay in `text`, to correct or to copy. */
  readonly send: () => Promise<void>;
}

interface Outcome {
  readonly created?: number;
  readonly problem?: string;
}

const isAmerican = (): boolean => /^en(-US)?$/.test(navigator.language);

export function useImport(board: LiveBoard, product: number, rejectedText: string): Import {
  const { value: text } = useDraft(`import.${product}`, "");
  const choices = useSignal<Choices>({});
  const busy = useSignal(false);
  const outcome = useSignal<Outcome>({});
  const key = useKey();
  const table = useMemo(() => readTable(text.value), [text.value]);
  const mapping = useMemo(() => choices.value.mapping ?? proposeMapping(table), [table, choices.value.mapping]);
  const found = useMemo(
    () => dateOrderOf(table.rows.map(({ cells }) => cells[mapping.measured_at ?? -1] ?? "")),
    [table, mapping],
  );
  const order = choices.value.order ?? (found === "dmy" || found === "mdy" ? found : isAmerican() ? "mdy" : "dmy");
  const { sorted = false, rejected } = choices.value;
  const rows = useMemo(() => {
    if (mapping.measurement_value === undefined) return [];
    const latest = (board.now() ?? Date.now()) + clockSlack;
    const converted = convert(table, mapping, { order, latest, ...(rejected && { rejected }) });
    return sorted ? sortByTime(converted) : converted;
  }, [table, mapping, order, sorted, rejected]);
  const setText = (next: string) => {
    text.value = next;
    choices.value = {};
    outcome.value = {};
  };
  const send = async () => {
    const good = rows.filter(({ error }) => !error);
    const csv = toCsv(good);
    busy.value = true;
    outcome.value = {};
    try {
      const { created } = await board.api.importCsv(product, csv, key(csv));
      const left = leftOutOf(text.value, table.header !== undefined, rows);
      text.value = left.text;
      // The rows that are left have the same columns.
      choices.value = left.text ? { ...choices.value, mapping, order, rejected: left.rejected } : {};
      outcome.value = { created };
    } catch (thrown) {
      const lines = toRefusal(thrown).errors.flatMap(({ path, message }): [number, string][] => {
        const row = rowAt(good, path);
        return row ? [[row.row.line, message]] : [];
      });
      if (lines.length > 0) choices.value = { ...choices.value, rejected: new Map([...(rejected ?? []), ...lines]) };
      outcome.value = { problem: lines.length > 0 ? rejectedText : errorText(thrown) };
    } finally {
      busy.value = false;
    }
  };
  return {
    text: text.value,
    table,
    mapping,
    order,
    isOrderOpen: found === "either",
    sorted,
    rows,
    created: outcome.value.created,
    problem: outcome.value.problem,
    busy: busy.value,
    setText,
    choose: (more) => {
      choices.value = { ...choices.value, ...more };
    },
    send,
  };
}

/** An idempotency key for each CSV: if the answer was lost, sending the same CSV again writes nothing twice. */
function useKey(): (csv: string) => string {
  const last: Signal<{ csv: string; key: string } | undefined> = useSignal(undefined);
  return (csv) => {
    if (last.value?.csv !== csv) last.value = { csv, key: newCommandId() };
    return last.value.key;
  };
}
