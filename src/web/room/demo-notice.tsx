/** Says in the room of a demo class that its simulated students are gone, and opens a new demo class. */
import type { Room } from "../../client/fold/index.ts";
import { useDemo } from "../teach/demo-offer.tsx";
import { texts as teachTexts } from "../teach/texts.ts";
import { Problem } from "../ui/notice.tsx";
import type { Row } from "./board/rows.ts";
import { texts } from "./texts.ts";

/** The simulated students leave one by one, and together only if their server stops. A phone may have joined besides. */
const areGone = (rows: readonly Row[]): boolean =>
  rows.filter(({ person }) => person.is_online).length * 4 < rows.length;

export function DemoNotice({ room, rows }: { room: Room; rows: readonly Row[] }) {
  const words = texts.value;
  const { busy, problem, start } = useDemo();
  const { session } = room;
  if (!session.demo || session.status === "ENDED" || !areGone(rows)) return null;
  return (
    <div
      role="status"
      class="mx-page mb-2 flex flex-wrap items-center gap-3 rounded-box bg-behind-soft p-3 text-behind-ink"
    >
      <span class="badge badge-outline font-semibold">{teachTexts.value.demo.mark}</span>
      <p class="flex-1 basis-72">
        <strong>{words.demoGone}</strong> {words.demoGoneHint}
      </p>
      {problem.value && <Problem says={problem.value} />}
      <button type="button" class="btn" disabled={busy.value} onClick={() => void start()}>
        {words.newDemo}
      </button>
    </div>
  );
}
