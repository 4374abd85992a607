/** The people who are expected because they were in an earlier session that this one repeats. */
import { z } from "zod";
import { IntId } from "../domain/ids.ts";
import { pageQuery, QueryId } from "../domain/paging.ts";
import { nobody } from "../domain/roles.ts";
import { nameKey } from "../domain/text.ts";
import { defineFeature } from "./feature.ts";
import { participants } from "./participants.ts";

const Expected = z.object({ user_id: IntId, nickname: z.string() });
type Expected = z.infer<typeof Expected>;

interface State {
  /** By user id. */
  people: Map<number, Expected>;
}

/** Returns the expected people who have no seat yet: neither they themselves nor anyone with their name. */
export function awaited(
  { people }: Readonly<State>,
  { seats, taken }: { readonly seats: ReadonlyMap<number, string>; readonly taken: ReadonlySet<string> },
): Expected[] {
  return Array.from(people.values()).filter(
    ({ user_id, nickname }) => !seats.has(user_id) && !taken.has(nameKey(nickname)),
  );
}

export const expected = defineFeature({
  name: "expected",
  on: [participants],
  initial: (): State => ({ people: new Map() }),
  commands: {},
  events: {
    // The teacher's page reads the view: names of a thousand people would be sent again with each resume.
    "people.expected": {
      to: nobody,
      data: z.object({ people: z.array(Expected) }),
      about: "The session repeats an earlier one: its people are expected.",
    },
  },
  views: {
    list: {
      by: ["INSTRUCTOR"],
      http: "GET /expected",
      query: pageQuery(QueryId),
      result: z.array(Expected),
      pageBy: "user_id",
      read: ({ state, room }) => awaited(state, room.participants),
      about: "List the people of the earlier session who have not joined this one yet.",
    },
  },
  decide: {},
  moments: {
    created({ emit, moment: { expected = [] } }) {
      if (expected.length > 0) emit("people.expected", { people: [...expected] });
    },
  },
  evolve: {
    "people.expected"({ state }, { people }) {
      for (const person of people) state.people.set(person.user_id, person);
    },
  },
});
