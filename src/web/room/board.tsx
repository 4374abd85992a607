/** The board: every student at a glance. Tiles for a class, marks for a lecture hall; who needs somebody comes first. */
import { useSignal } from "@preact/signals";
import { useRef } from "preact/hooks";
import type { Room } from "../../client/fold/index.ts";
import type { LiveRoom } from "../live.ts";
import { text } from "../messages/index.ts";
import { Icon } from "../ui/icon.tsx";
import { Marks } from "./marks.tsx";
import { Person } from "./person.tsx";
import { inOrder, type Row } from "./rows.ts";
import { Summary } from "./summary.tsx";
import { Tile } from "./tile.tsx";
import { useHand } from "./use-hand.ts";

/** From how many students on tiles shrink to marks, and up to how many a tile is large. */
const most = { tiles: 60, large: 16 };

export function Board({ live, room, rows }: { live: LiveRoom; room: Room; rows: readonly Row[] }) {
  const words = text.value.room;
  const chosen = useSignal<string | undefined>(undefined);
  const hand = useHand();
  const order = useRef<readonly string[]>([]);
  const choose = (id: string) => {
    chosen.value = id;
  };

  // What is under a hand stays there; its state changes in place.
  const shown = hand.on.value ? inOrder(rows, order.current) : rows;
  order.current = shown.map(({ person }) => person.id);
  const row = rows.find(({ person }) => person.id === chosen.value);

  return (
    <section class="room-board" aria-labelledby="board">
      <h2 id="board" class="sr-only">
        {words.board}
      </h2>
      {rows.length === 0 ? (
        <div class="m-auto flex flex-col items-center gap-3 py-16 text-center text-quiet">
          <Icon name="people" size="3rem" />
          <p class="text-2xl font-bold text-base-content">{words.empty}</p>
          <p class="text-balance">{words.emptyHint}</p>
        </div>
      ) : (
        <>
          <Summary rows={rows} room={room} large={rows.length > most.tiles} onChoose={choose} />
          {rows.length > most.tiles ? (
            <Marks rows={rows} />
          ) : (
            <ul class={rows.length > most.large ? "tiles tiles-small" : "tiles"} {...hand.handlers}>
              {shown.map((one) => (
                <Tile key={one.person.id} row={one} small={rows.length > most.large} onChoose={choose} />
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
