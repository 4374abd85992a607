/** The data of the events about connections that open and close. */
import { z } from "zod";
import { Count, IntId, toTime, Uuid } from "../domain/ids.ts";
import type { Participant } from "../domain/session.ts";

export const ConnectionChanged = z.object({
  participant_id: Uuid,
  user_id: IntId,
  status: z.enum(["connected", "disconnected"]),
  /** How many connections this person has now. */
  connections: Count,
});

/** The data of a connection that opened or closed. */
export const toConnectionChange = (
  { id, user_id }: Participant,
  status: "connected" | "disconnected",
  connections: number,
): z.input<typeof ConnectionChanged> => ({ participant_id: id, user_id, status, connections });

/** The data of a person's first connection of a dialect that opened, or their last one that closed. */
export const toDialectChange = (
  { id, user_id }: Participant,
  status: "connected" | "disconnected",
  dialect: string,
) => ({
  participant_id: id,
  user_id,
  dialect,
  status,
});

/** A person as they are after disconnecting. Those who completed every step are DISCONNECTED, too. */
export const toDeparted = (person: Participant, at: number): Participant => ({
  ...person,
  status: "DISCONNECTED",
  is_online: false,
  last_active_at: toTime(at),
});
