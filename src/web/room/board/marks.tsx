/** Every student of a lecture hall as a mark, in one field that is read by shape; the numbers above say the same. */
import { memo } from "../../ui/memo.ts";
import { Shape, type StudentStatus } from "../../ui/shape.tsx";
import { texts as roomTexts } from "../texts.ts";
import { countFares, type Row } from "./rows.ts";
import { texts } from "./texts.ts";

const order: readonly StudentStatus[] = ["help", "behind", "working", "waiting", "done", "away"];

export function Marks({ rows }: { rows: readonly Row[] }) {
  const words = texts.value;
  const counts = countFares(rows);
  const present = order.filter((fare) => counts[fare] > 0);
  const size = rows.length > 500 ? "0.875rem" : rows.length > 150 ? "1.375rem" : "2rem";
  return (
    <section class="flex flex-col gap-3" aria-labelledby="everyone">
      <h3 id="everyone" class="text-lg font-bold">
        {words.everyone}
      </h3>
      <ul class="flex flex-wrap gap-x-5 gap-y-1 text-lg">
        {present.map((fare) => (
          <li key={fare} class="flex items-center gap-1.5">
            <Shape status={fare} size="1.125rem" />
            <strong class="tabular-nums">{counts[fare]}</strong>
            {roomTexts.value.state[fare]}
          </li>
        ))}
      </ul>
      <div class={`flex flex-wrap ${rows.length > 500 ? "gap-1" : "gap-1.5"}`} aria-hidden="true">
        {present.map((fare) => (
          <Group key={fare} fare={fare} count={counts[fare]} size={size} />
        ))}
      </div>
    </section>
  );
}

/** A number of equal marks; rendered again only when the number changes. */
const Group = memo(PlainGroup, (a, b) => a.count === b.count && a.size === b.size);

function PlainGroup({ fare, count, size }: { fare: StudentStatus; count: number; size: string }) {
  return (
    <>
      {Array.from({ length: count }, (_, n) => (
        <Shape key={n} status={fare} size={size} />
      ))}
    </>
  );
}
