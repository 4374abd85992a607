/** Each student of a lecture hall as a mark, grouped by shape, under the same numbers as text. */
import { memo } from "../../ui/memo.ts";
import { Shape, type StudentStatus } from "../../ui/shape.tsx";
import { texts as roomTexts } from "../texts.ts";
import { countByStatus, type Row } from "./rows.ts";
import { texts } from "./texts.ts";

const order: readonly StudentStatus[] = ["help", "behind", "working", "waiting", "done", "away"];

export function Marks({ rows }: { rows: readonly Row[] }) {
  const words = texts.value;
  const counts = countByStatus(rows);
  const present = order.filter((status) => counts[status] > 0);
  const size = rows.length > 500 ? "0.875rem" : rows.length > 150 ? "1.375rem" : "2rem";
  return (
    <section class="flex flex-col gap-3" aria-labelledby="everyone">
      <h3 id="everyone" class="text-lg font-bold">
        {words.everyone}
      </h3>
      <ul class="flex flex-wrap gap-x-5 gap-y-1 text-lg">
        {present.map((status) => (
          <li key={status} class="flex items-center gap-1.5">
            <Shape status={status} size="1.125rem" />
            <strong class="tabular-nums">{counts[status]}</strong>
            {roomTexts.value.state[status]}
          </li>
        ))}
      </ul>
      <div class={`flex flex-wrap ${rows.length > 500 ? "gap-1" : "gap-1.5"}`} aria-hidden="true">
        {present.map((status) => (
          <Group key={status} status={status} count={counts[status]} size={size} />
        ))}
      </div>
    </section>
  );
}

/** A number of equal marks. Renders again only if the number or size changes. */
const Group = memo(PlainGroup, (a, b) => a.count === b.count && a.size === b.size);

function PlainGroup({ status, count, size }: { status: StudentStatus; count: number; size: string }) {
  return (
    <>
      {Array.from({ length: count }, (_, n) => (
        <Shape key={n} status={status} size={size} />
      ))}
    </>
  );
}
