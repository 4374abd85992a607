/** The roster by participant id, in the order of joining: complete for a teacher, empty for a student. */
import { statusAfterProgress } from "../../domain/progress.ts";
import { maxRosterInGreeting } from "../../domain/roster.ts";
import type { Participant } from "../../domain/session.ts";
import { defineSlice, withEntry } from "./slice.ts";

export type People = ReadonlyMap<string, Participant>;

const put = (people: People, person: Participant): People => withEntry(people, person.id, person);
const change = (people: People, id: string, to: (person: Participant) => Partial<Participant>): People => {
  const person = people.get(id);
  return person ? withEntry(people, id, { ...person, ...to(person) }) : people;
};

export const people = defineSlice<People>({
  start: ({ participants }) => new Map((participants ?? []).map((person) => [person.id, person])),
  // The welcome of a large class has the first people only.
  readable: ({ participants }) => participants !== null && participants.length === maxRosterInGreeting,
  async read(api, session) {
    const { data, ...answered } = await api.participants(session);
    return { ...answered, data: new Map(data.map((person) => [person.id, person])) };
  },
  folds: {
    "participant.joined": put,
    // A removed person disconnects afterwards, which must not add them again.
    "participant.arrived": (state, person) => change(state, person.id, () => person),
    "participant.left": (state, person) => change(state, person.id, () => person),
    "participant.activated": (state, { participant_id }) => change(state, participant_id, () => ({ status: "ACTIVE" })),
    "participant.renamed": (state, { participant_id, nickname }) => change(state, participant_id, () => ({ nickname })),
    "participant.removed"(state, { participant_id }) {
      const next = new Map(state);
      next.delete(participant_id);
      return next;
    },
    "progress.updated": (state, { participant_id, finished }, at) =>
      change(state, participant_id, ({ status }) => ({
        last_active_at: at,
        status: statusAfterProgress(status, finished),
      })),
  },
});
