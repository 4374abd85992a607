/** A student as a tile: name, step, how they fare by shape, colour and word, and for how long. */
import { now, span } from "../../now.ts";
import { memo } from "../../ui/memo.ts";
import { Shape, type StudentStatus } from "../../ui/shape.tsx";
import { common } from "../../ui/texts.ts";
import { texts as roomTexts } from "../texts.ts";
import type { Row } from "./rows.ts";
import { texts } from "./texts.ts";

const looks: Record<StudentStatus, string> = {
  help: "bg-help-soft text-help-ink ring-2 ring-help",
  behind: "bg-behind-soft text-behind-ink ring-1 ring-behind",
  working: "bg-base-100 ring-1 ring-base-300",
  waiting: "bg-base-100 ring-1 ring-base-300",
  done: "bg-done-soft text-done-ink ring-1 ring-base-300",
  away: "text-quiet border-2 border-dashed border-base-300",
};

interface TileProps {
  row: Row;
  small: boolean;
  /** After the class: of how many steps what they did is told, in place of how they fare. */
  outOf: number | undefined;
  onChoose: (id: string) => void;
}

function PlainTile({ row, small, outOf, onChoose }: TileProps) {
  const { person, fare, place, count } = row;
  return (
    <li class="contents">
      <button type="button" class={`tile ${looks[fare]}`} onClick={() => onChoose(person.id)}>
        <span class="flex items-start justify-between gap-2">
          <span
            class={`tile-name ${longName(person.nickname) ? "tile-name-long" : ""} ${fare === "working" || fare === "waiting" ? "text-base-content" : ""}`}
          >
            {person.nickname}
          </span>
          {place.step && fare !== "waiting" && <StepNumber n={place.step.order_index} />}
        </span>
        <span class="tile-state">
          <Shape status={fare} size={small ? "1rem" : "1.375rem"} />
          {outOf === undefined ? roomTexts.value.state[fare] : texts.value.doneOf(count, outOf)}
          <HowLong row={row} small={small} />
        </span>
      </button>
    </li>
  );
}

/** Whether a word of the name has more letters than a large tile's line. */
const longName = (name: string) => name.split(/[\s-]+/).some((word) => word.length > 8);

function StepNumber({ n }: { n: number }) {
  return (
    <span class="tile-step">
      <span class="sr-only">{common.value.step(n)}</span>
      <span aria-hidden="true">{n}</span>
    </span>
  );
}

/** Apart from the tile, so that a minute that passes renders a word and not a board. */
function HowLong({ row: { since, fare }, small }: { row: Row; small: boolean }) {
  if (since === undefined || fare === "waiting" || fare === "done") return null;
  const ms = now.value - since;
  const hours = Math.floor(ms / 3_600_000);
  const says = small && hours > 0 && hours < 24 ? common.value.time.hours(hours, 0) : span(ms);
  return <span class="truncate font-normal tabular-nums">{says}</span>;
}

const same = (a: Row, b: Row) =>
  a.person.nickname === b.person.nickname &&
  a.fare === b.fare &&
  a.since === b.since &&
  a.count === b.count &&
  a.place.step?.order_index === b.place.step?.order_index;

/** Rendered again only when something on it changed: one arrival in a full hall costs one tile. */
export const Tile = memo(
  PlainTile,
  (a, b) => a.small === b.small && a.outOf === b.outOf && a.onChoose === b.onChoose && same(a.row, b.row),
);
