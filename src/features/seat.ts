/** What a class has decided about one person: what a student's phone shows of hands, picks, groups and muting. */
import { z } from "zod";
import { IntId } from "../domain/ids.ts";
import type { groups } from "./groups.ts";
import { GroupId } from "./groups-state.ts";
import type { hands } from "./hands.ts";
import type { participants } from "./participants.ts";
import type { picks } from "./picks.ts";
import { Position, positionsOf } from "./queue.ts";

export const Seat = z.object({
  muted: z.boolean(),
  /** Their raised hand: its position, or that they are called on. */
  hand: z.object({ position: Position, called: z.boolean() }).nullable(),
  /** Their group; null if they are in none. */
  group_id: GroupId.nullable(),
  /** The pick by which they are picked now. */
  pick_id: IntId.nullable(),
});

interface Room {
  readonly participants: ReturnType<typeof participants.initial>;
  readonly groups: ReturnType<typeof groups.initial>;
  readonly hands: ReturnType<typeof hands.initial>;
  readonly picks: ReturnType<typeof picks.initial>;
}

/** Returns the seat of the person with this id. */
export function seatOf({ participants, groups, hands, picks }: Room, id: string): z.output<typeof Seat> {
  const { raised, queue, called } = hands;
  const hand = raised.has(id) ? { position: positionsOf(queue).get(id) ?? null, called: called === id } : null;
  const pick_id = picks.current?.participant_id === id ? picks.current.pick_id : null;
  return { muted: participants.muted.has(id), hand, group_id: groups.current?.of.get(id) ?? null, pick_id };
}
