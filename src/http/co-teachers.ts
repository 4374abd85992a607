/**
 * Endpoints for co-teachers. The session's teacher invites a person with a link, which works once and expires after a week.
 * Whoever accepts it (`invitations.ts`) gets a seat with the role of an instructor: they may do everything in the class
 * except delete it, and invite or remove co-teachers.
 */
import { z } from "zod";
import { Fault } from "../domain/faults.ts";
import { IntId, Time, toTime } from "../domain/ids.ts";
import { Participant } from "../domain/session.ts";
import { Nickname } from "../domain/text.ts";
import { Session } from "../features/whole-session.ts";
import { participantOf, personOf, type Room, recordOf } from "../live/room.ts";
import type { CoTeacherRow } from "../store/co-teachers.ts";
import type { Services } from "./context.ts";
import { defineEndpoint } from "./endpoint.ts";
import { pathId } from "./path-id.ts";
import { sessionsOf } from "./sessions.ts";

const CoTeacher = z.object({
  id: IntId,
  /** Whom the teacher invited. */
  name: z.string(),
  created_at: Time,
  expires_at: Time,
  /** Their seat; null until the invitation is accepted. */
  participant: Participant.nullable(),
});
const Invited = z.object({
  co_teacher: CoTeacher,
  /** Shown only in this answer. The secret is in the fragment, which is never sent to a server. */
  url: z.string(),
});
/** Whether the person who accepted an invitation was removed from the session. */
export const isRemoved = (room: Room, { participant_id }: CoTeacherRow): boolean =>
  participant_id !== null && room.state.participants.removed.has(participant_id);

/** A session of another teacher, without its lesson: a response has at most 1 MiB. */
const CoTaught = Session.omit({ lesson: true, current_subtask: true, settings: true, features: true });

export function coTeachers(services: Services) {
  const { store, live, base, now } = services;

  const toCoTeacher = (room: Room, row: CoTeacherRow): z.output<typeof CoTeacher> => {
    const person = row.participant_id === null ? undefined : personOf(room, row.participant_id);
    return {
      id: row.id,
      name: row.name,
      created_at: toTime(row.created_at),
      expires_at: toTime(row.expires_at),
      participant: person ? participantOf(room, person) : null,
    };
  };

  return [
    defineEndpoint({
      route: "GET /api/sessions/:session/co-teachers",
      who: "owner",
      about: "List the session's co-teachers and the invitations that nobody has accepted yet, oldest first.",
      answers: { 200: z.array(CoTeacher) },
      handle: ({ room }) =>
        store.coTeachers
          .list(room.id)
          .filter((row) => !isRemoved(room, row))
          .map((row) => toCoTeacher(room, row)),
    }),
    defineEndpoint({
      route: "POST /api/sessions/:session/co-teachers",
      who: "owner",
      programs: "refused",
      audit: { action: "co_teacher.invite", detail: () => undefined },
      about: "Invite a co-teacher: a link that works once, within a week.",
      body: z.object({ name: Nickname }),
      answers: { 201: Invited },
      handle({ room, body: { name } }) {
        if (recordOf(room).status === "ENDED") throw new Fault("session_ended");
        for (const row of store.coTeachers.list(room.id)) {
          const isOver = row.user_id === null && row.expires_at <= now();
          if (isOver || isRemoved(room, row)) store.coTeachers.remove(row.id);
        }
        const { row, secret } = store.coTeachers.invite(room.id, name);
        return { co_teacher: toCoTeacher(room, row), url: `${base()}/co-teach#invitation=${secret}` };
      },
    }),
    defineEndpoint({
      route: "DELETE /api/sessions/:session/co-teachers/:id",
      who: "owner",
      audit: { action: "co_teacher.remove" },
      about: "Withdraw an invitation, or remove a co-teacher: their connections close at once.",
      answers: { 204: null },
      async handle({ context, room }) {
        const id = pathId(context.req.param("id"), "not_found");
        const row = store.coTeachers.list(room.id).find((row) => row.id === id);
        if (!row) throw new Fault("not_found", "There is no such invitation.");
        if (row.participant_id !== null) await live.sessions.dismiss(room, row.participant_id);
        store.coTeachers.remove(id);
      },
    }),
    defineEndpoint({
      route: "GET /api/co-taught",
      who: "signedIn",
      about: "List the sessions of other teachers in which the caller is a co-teacher, newest first, up to 50.",
      answers: { 200: z.array(CoTaught) },
      handle: ({ user }) => {
        const rows = store.coTeachers.sessionsOf(user.id).map((id) => ({ id }));
        return Array.from(sessionsOf(services, rows), (session) => CoTaught.parse(session));
      },
    }),
  ];
}
