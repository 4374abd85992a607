/** The board of all students: tiles with names, or marks for a lecture hall. Students who need help come first. */
import { useSignal } from "@preact/signals";
import { useRef } from "preact/hooks";
import type { Room } from "../../../client/fold/index.ts";
import type { Session } from "../../../features/whole-session.ts";
import type { LiveRoom } from "../../live.ts";
import { now } from "../../now.ts";
import { Qr } from "../../ui/qr.tsx";
import { texts as roomTexts } from "../texts.ts";
import { Marks } from "./marks.tsx";
import { Person } from "./person.tsx";
import { countPresent, keepOrder, type Row } from "./rows.ts";
import { Summary } from "./summary.tsx";
import { texts } from "./texts.ts";
import { Tile } from "./tile.tsx";
import { usePointerActive } from "./use-pointer-active.ts";
import { maxStudents, useChosenView, ViewSwitch, viewOf } from "./view.tsx";

const tilesLooks = { large: "", small: "tiles-small", dense: "tiles-small tiles-dense" };

export function Board({ live, room, rows }: { live: LiveRoom; room: Room; rows: readonly Row[] }) {
  const words = texts.value;
  const chosen = useSignal<string | undefined>(undefined);
  const ended = room.session.status === "ENDED";
  const pointer = usePointerActive();
  const order = useRef<readonly string[]>([]);
  const choose = (id: string) => {
    chosen.value = id;
  };

  // Tiles keep their place while a pointer is on them; only their status changes.
  const shown = pointer.active.value ? keepOrder(rows, order.current) : rows;
  order.current = shown.map(({ person }) => person.id);
  const row = rows.find(({ person }) => person.id === chosen.value);
  // Peeks, so that the board does not render again each second.
  const present = ended ? rows.length : countPresent(rows, now.peek());
  const chosenView = useChosenView();
  const view = ended ? "names" : viewOf(chosenView.value, present);
  const isSmall = present > maxStudents.large;
  const size = present > maxStudents.names ? "dense" : isSmall ? "small" : "large";

  return (
    <section class="room-board" aria-labelledby="board">
      <h2 id="board" class="sr-only">
        {words.board}
      </h2>
      {rows.length === 0 ? (
        <Empty session={room.session} />
      ) : (
        <>
          {!ended && (
            <Summary rows={rows} room={room} large={view === "dots"} present={present} onChoose={choose}>
              {isSmall && <ViewSwitch view={view} chosen={chosenView} />}
            </Summary>
          )}
          {view === "dots" ? (
            <Marks rows={rows} />
          ) : (
            <ul class={`tiles ${tilesLooks[size]}`} {...pointer.handlers}>
              {shown.map((shownRow) => (
                <Tile
                  key={shownRow.person.id}
                  row={shownRow}
                  size={size}
                  outOf={ended ? room.session.lesson?.subtasks.length : undefined}
                  onChoose={choose}
                />
              ))}
            </ul>
          )}
        </>
      )}
      {row && (
        <Person
          live={live}
          room={room}
          row={row}
          onClose={() => {
            chosen.value = undefined;
          }}
        />
      )}
    </section>
  );
}

/** Before the first student joins: the QR code and the class code. */
function Empty({ session }: { session: Session }) {
  const words = texts.value;
  return (
    <div class="m-auto flex flex-col items-center gap-4 py-8 text-center">
      {session.status !== "ENDED" && (
        <>
          <Qr value={session.join_url} label={roomTexts.value.joinQr} class="size-72 max-w-full rounded-box" />
          <p class="font-code text-code font-bold tracking-wider">{session.code}</p>
        </>
      )}
      <p class="text-2xl font-bold">{words.empty}</p>
      <p class="text-balance text-quiet">{words.emptyHint}</p>
    </div>
  );
}
