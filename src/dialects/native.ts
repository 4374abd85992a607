/** `lectern`, the native dialect. It is derived from the features, so that it includes every new feature. */
import { z } from "zod";
import { encodeObject, encodeOnce } from "../domain/encoded.ts";
import { ClientId } from "../domain/ids.ts";
import { nobody } from "../domain/roles.ts";
import { Participant } from "../domain/session.ts";
import { commands, type EventName, events } from "../features/index.ts";
import { Session } from "../features/whole-session.ts";
import { type Dialect, defineDialect, type IncomingFrame, message, type OutgoingFrame, say } from "./dialect.ts";
import { nestedWithId } from "./envelopes.ts";

/** The first frame's data. */
export const Welcome = z.object({
  /** Identifies the history of the server's database; it changes when a backup is restored. */
  epoch: z.string(),
  seq: z.number().int(),
  session: Session,
  you: Participant,
  /** The roster, for instructors: the first 500 participants. The others can be read over HTTP. */
  participants: z.array(Participant).nullable(),
  online_count: z.number().int(),
  teacher_online: z.boolean(),
  /** The number of this person's connections, including this one. */
  connections: z.number().int(),
  resumed: z.boolean(),
  server_time: z.string(),
  /** The views that the client asked for, by name: what their HTTP calls answer. `more`: the list has further items. */
  views: z.record(z.string(), z.object({ data: z.unknown(), more: z.literal(true).optional() })).optional(),
  /** The last event that the views include: it may be later than `seq`. */
  views_seq: z.number().int().optional(),
});
export type Welcome = z.infer<typeof Welcome>;

const FieldError = z.object({ path: z.string(), message: z.string() });
const Rejection = z.object({
  code: z.string(),
  message: z.string(),
  errors: z.array(FieldError).optional(),
  /** Seconds until the same command can succeed, if known. */
  retry_after: z.number().int().optional(),
});
/** Why a command was rejected. */
export type Rejection = z.output<typeof Rejection>;
const id = ClientId.optional();

const hears = Object.fromEntries(
  Array.from(commands.values(), ({ name, result }): [string, IncomingFrame] => [
    name,
    {
      command: name,
      to: (data) => data,
      confirm: message(
        "ok",
        () => z.object({ id, data: result }),
        (answer) => ({ id: answer.id, data: answer.result }),
      ),
    },
  ]),
);

const says = Object.fromEntries(
  Array.from(events.values())
    .filter(({ to }) => to !== nobody)
    .map(({ name, data }): [EventName, OutgoingFrame<unknown>] => [
      name,
      say(
        name,
        () => z.object({ seq: z.number().int().optional(), at: z.string(), data }),
        (data, { seq, at }) => ({ seq, at, data }),
      ),
    ]),
) as Dialect["says"];

export const native = defineDialect({
  name: "lectern",
  doors: { "/ws/live/:session": { seat: "required" } },
  envelope: nestedWithId,
  activeOn: "connect",
  resumes: true,
  greet: [
    message("welcome", z.object({ data: Welcome }), ({ participants, requestedSession: _, views, ...greeting }) => ({
      data: encodeObject({
        ...greeting,
        session: encodeOnce(greeting.session),
        participants: greeting.you.role === "INSTRUCTOR" ? participants() : null,
        views: views?.(),
      }) as unknown as Welcome,
    })),
  ],
  hears,
  answers: { ping: message("pong", z.object({ id, at: z.string() }), ({ id, at }) => ({ id, at })) },
  says,
  fault: message(
    "error",
    z.object({
      id,
      error: Rejection,
    }),
    ({ fault: { code, message, errors, retryAfter: retry_after }, id }) => ({
      id,
      error: { code, message, errors, retry_after },
    }),
  ),
});
