/** `virtutune`: guitar practice. A phone sends the chord being played, a PC shows it; both may be the same user. */
import { z } from "zod";
import { parseInput } from "../domain/faults.ts";
import { IntId, Time } from "../domain/ids.ts";
import { everyone } from "../domain/roles.ts";
import { Timestamp } from "../features/practice.ts";
import { defineDialect, hear, message, say } from "./dialect.ts";
import { nested } from "./envelopes.ts";

const Connected = z.object({ status: z.enum(["connected", "disconnected"]), user_id: IntId });
const Begin = z.object({ timestamp: Timestamp.nullish() });
const Chord = z.object({ chord: z.string("the name of a chord is missing") });
/** A timestamp of any type, which is returned unchanged. */
const Echo = z.object({ timestamp: z.unknown() });

const name = "virtutune";

export const virtutune = defineDialect({
  name,
  doors: { "/ws/guitar/:session": { seat: "created", feature: "practice", development: "guest" } },
  envelope: nested,
  activeOn: "connect",
  resumes: false,
  greet: [
    message("connection_update", Connected, ({ you }) => ({ status: "connected" as const, user_id: you.user_id })),
  ],
  hears: {
    practice_start: hear("practice.start", { frame: Begin, to: (data) => parseInput(Begin, data) }),
    practice_end: hear("practice.end", { frame: Begin, to: (data) => parseInput(Begin, data) }),
    chord_change: hear("chord.change", { frame: Chord, to: (data) => parseInput(Chord, data) }),
  },
  answers: {
    ping: { frame: Echo.partial(), ...message("pong", Echo, ({ data }) => ({ timestamp: timestampOf(data) })) },
  },
  says: {
    // Only connections of this app count as guitars.
    "presence.dialect_changed": say("connection_update", Connected, {
      make: ({ status, user_id }) => ({ status, user_id }),
      to: everyone,
      when: ({ dialect }) => dialect === name,
    }),
    "practice.updated": say(
      "practice_update",
      z.object({ status: z.enum(["started", "ended"]), timestamp: Timestamp }),
      { make: ({ status, timestamp }) => ({ status, timestamp }), when: ({ ended_by }) => ended_by !== "restart" },
    ),
    "chord.changed": say(
      "chord_change",
      z.object({ chord: z.string(), user_id: IntId, timestamp: Time }),
      ({ chord, user_id, timestamp }) => ({ chord, user_id, timestamp }),
    ),
  },
  fault: message("error", z.object({ message: z.string() }), ({ fault }) => ({ message: fault.message })),
});

/** The client's timestamp, returned unchanged; `null` if there is none. */
function timestampOf(data: unknown): unknown {
  return typeof data === "object" && data !== null && "timestamp" in data ? data.timestamp : null;
}
