/** A student as a tile: name, step, and status as shape, colour and word, with its duration. */
import { now, span } from "../../now.ts";
import { memo } from "../../ui/memo.ts";
import { Shape, type StudentStatus } from "../../ui/shape.tsx";
import { common } from "../../ui/texts.ts";
import { texts as roomTexts } from "../texts.ts";
import type { Row } from "./rows.ts";
import { texts } from "./texts.ts";

/** The look of a tile by status. */
export const looks: Record<StudentStatus, string> = {
  help: "bg-help-soft text-help-ink ring-2 ring-help",
  behind: "bg-behind-soft text-behind-ink ring-1 ring-behind",
  working: "bg-base-100 ring-1 ring-base-300",
  waiting: "bg-base-100 ring-1 ring-base-300",
  done: "bg-done-soft text-done-ink ring-1 ring-base-300",
  away: "text-quiet border-2 border-dashed border-base-300",
};

interface TileProps {
  row: Row;
  /** `dense`: one line with name, step and shape; the words are for screen readers only. */
  size: "large" | "small" | "dense";
  /** After the class: the number of steps, to show the steps done instead of the status. */
  outOf: number | undefined;
  onChoose: (id: string) => void;
}

function PlainTile({ row, size, outOf, onChoose }: TileProps) {
  const { person, status, position, stepsDone } = row;
  return (
    <li class="contents">
      <button type="button" class={`tile ${looks[status]}`} onClick={() => onChoose(person.id)}>
        <span class="flex items-start justify-between gap-2">
          <span
            class={`tile-name ${longName(person.nickname) ? "tile-name-long" : ""} ${status === "working" || status === "waiting" ? "text-base-content" : ""}`}
          >
            {person.nickname}
          </span>
          {position.step && status !== "waiting" && <StepNumber n={position.step.order_index} />}
        </span>
        <span class="tile-state">
          <Shape status={status} size={size === "large" ? "1.375rem" : "1rem"} />
          <span class={size === "dense" ? "sr-only" : ""}>
            {outOf === undefined ? stateText(row) : texts.value.doneOf(stepsDone, outOf)}
          </span>
          {size !== "dense" && <Duration row={row} small={size === "small"} />}
        </span>
      </button>
    </li>
  );
}

/** The status in words. A student to whom the teacher is coming is still stuck, and knows it. */
const stateText = ({ status, helpRequest }: Row): string =>
  status === "help" && helpRequest?.acknowledged_at ? roomTexts.value.acknowledged : roomTexts.value.state[status];

/** Whether a word of the name is longer than a line of a large tile. */
const longName = (name: string) => name.split(/[\s-]+/).some((word) => word.length > 8);

function StepNumber({ n }: { n: number }) {
  return (
    <span class="tile-step">
      <span class="sr-only">{common.value.step(n)}</span>
      <span aria-hidden="true">{n}</span>
    </span>
  );
}

/** A component of its own, so that each minute only this text renders again, not the board. */
function Duration({ row: { since, status }, small }: { row: Row; small: boolean }) {
  if (since === undefined || status === "waiting" || status === "done") return null;
  const ms = now.value - since;
  const hours = Math.floor(ms / 3_600_000);
  const says = small && hours > 0 && hours < 24 ? common.value.time.hours(hours, 0) : span(ms);
  return <span class="truncate font-normal tabular-nums">{says}</span>;
}

const sameRow = (a: Row, b: Row) =>
  a.person.nickname === b.person.nickname &&
  a.status === b.status &&
  a.since === b.since &&
  a.helpRequest?.acknowledged_at === b.helpRequest?.acknowledged_at &&
  a.stepsDone === b.stepsDone &&
  a.position.step?.order_index === b.position.step?.order_index;

/** Renders again only if its student changed, so that one arrival in a full hall renders one tile. */
export const Tile = memo(
  PlainTile,
  (a, b) => a.size === b.size && a.outOf === b.outOf && a.onChoose === b.onChoose && sameRow(a.row, b.row),
);
