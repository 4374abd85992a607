/**
 * Moderation of people: the teacher renames and mutes a student, locks the class, and edits the nickname filter. What is
 * decided is part of the state of `participants`.
 */
import { z } from "zod";
import { Fault } from "../domain/faults.ts";
import { Uuid } from "../domain/ids.ts";
import { pageQuery } from "../domain/paging.ts";
import { everyone, instructors } from "../domain/roles.ts";
import type { Participant } from "../domain/session.ts";
import { Nickname, Text } from "../domain/text.ts";
import { defineFeature } from "./feature.ts";
import { freeNickname, requireNickname } from "./nicknames.ts";
import { participants } from "./participants.ts";
import { current, session } from "./session.ts";

const Seat = z.object({ participant_id: Uuid });
const Renamed = Seat.extend({ nickname: Nickname });
const Lock = z.object({ locked: z.boolean() });
const Words = z.array(Text(40)).max(200);
const Lists = z.object({ ko: Words, en: Words });

export const peopleModeration = defineFeature({
  name: "people_moderation",
  on: [session, participants],
  initial: () => ({}),
  commands: {
    "participant.rename": {
      by: ["INSTRUCTOR"],
      http: "PUT /participants/:participant_id/nickname",
      input: Renamed,
      result: Seat.extend({ nickname: z.string() }),
      about: "Give a student another nickname. If it is taken, it gets a number.",
    },
    "participant.mute": {
      by: ["INSTRUCTOR"],
      http: "PUT /participants/:participant_id/mute",
      input: Seat,
      result: Seat,
      about: "Mute a student: what they write reaches nobody. Idempotent.",
    },
    "participant.unmute": {
      by: ["INSTRUCTOR"],
      http: "DELETE /participants/:participant_id/mute",
      input: Seat,
      result: Seat,
      about: "Let a muted student write again. Idempotent.",
    },
    "session.lock": {
      by: ["INSTRUCTOR"],
      http: "PUT /lock",
      input: Lock,
      result: Lock,
      about: "Lock the class, so that nobody new can join, or unlock it. Idempotent.",
    },
    "nicknames.filter": {
      by: ["INSTRUCTOR"],
      http: "PUT /nickname-filter",
      input: Lists,
      result: Lists,
      about: "Set the words that no student's nickname may contain, by language.",
    },
  },
  events: {
    "nicknames.filtered": { to: instructors, data: Lists, about: "The teacher changed the nickname filter." },
  },
  views: {
    muted: {
      by: everyone.roles,
      http: "GET /muted",
      query: pageQuery(Uuid, 200),
      result: z.array(Seat),
      pageBy: "participant_id",
      read: ({ room: { participants }, viewer }) =>
        participants.muted
          .values()
          .filter((id) => viewer.role === "INSTRUCTOR" || id === viewer.id)
          .map((participant_id) => ({ participant_id })),
      about: "List the muted students. A student sees only whether they are muted.",
    },
    nicknameFilter: {
      by: instructors.roles,
      http: "GET /nickname-filter",
      query: z.object({}),
      result: Lists,
      read: ({ room: { participants } }) => ({
        ko: [...participants.nicknameFilter.ko],
        en: [...participants.nicknameFilter.en],
      }),
      about: "The words that no student's nickname may contain, by language.",
    },
  },
  decide: {
    "participant.rename"({ room, input, emit }) {
      const { id: participant_id, nickname: before } = studentOf(room.participants, input.participant_id);
      requireNickname(input.nickname, room.participants);
      if (input.nickname === before) return { participant_id, nickname: before };
      const nickname = freeNickname(input.nickname, room.participants, before);
      emit("participant.renamed", { participant_id, nickname });
      return { participant_id, nickname };
    },
    "participant.mute": ({ room, input, emit }) => mute(room.participants, { ...input, muted: true }, emit),
    "participant.unmute": ({ room, input, emit }) => mute(room.participants, { ...input, muted: false }, emit),
    "session.lock"({ room, input: { locked }, emit }) {
      const { settings } = current(room.session);
      if (settings.locked !== locked) emit("session.updated", { settings: { ...settings, locked } });
      return { locked };
    },
    "nicknames.filter"({ input, emit }) {
      emit("nicknames.filtered", input);
      return input;
    },
  },
  evolve: {
    "nicknames.filtered"({ room: { participants } }, lists) {
      participants.formerFilter = participants.nicknameFilter;
      participants.nicknameFilter = lists;
    },
  },
});

interface People {
  readonly people: ReadonlyMap<string, Participant>;
  readonly removed: ReadonlySet<string>;
  readonly muted: ReadonlySet<string>;
}

/** Returns a student who was not removed. Throws `participant_not_found`, and `not_allowed` for a teacher. */
function studentOf({ people, removed }: People, id: string): Participant {
  const person = people.get(id);
  if (!person || removed.has(id)) throw new Fault("participant_not_found");
  if (person.role !== "STUDENT") throw new Fault("not_allowed", "Only students can be renamed or muted.");
  return person;
}

interface Muted {
  readonly participant_id: string;
  readonly muted: boolean;
}

function mute(people: People, to: Muted, emit: (type: "participant.muted", data: Muted) => void) {
  const { id: participant_id } = studentOf(people, to.participant_id);
  if (people.muted.has(participant_id) !== to.muted) emit("participant.muted", to);
  return { participant_id };
}
