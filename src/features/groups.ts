/**
 * Groups: the teacher divides the students who are connected at random. Who connects later joins the smallest group. A
 * phone receives its own group only.
 */
import { z } from "zod";
import { Fault } from "../domain/faults.ts";
import { Count } from "../domain/ids.ts";
import { pageQuery, QueryId } from "../domain/paging.ts";
import { everyone, instructors, nobody } from "../domain/roles.ts";
import { defineFeature } from "./feature.ts";
import {
  Assigned,
  divide,
  fromLists,
  Group,
  listed,
  Made,
  ProjectedGroup,
  place,
  projected,
  type State,
  smallest,
  studentsOnline,
  withMember,
} from "./groups-state.ts";
import { participants } from "./participants.ts";
import { session } from "./session.ts";

const Making = z.object({
  /** `count`: into so many groups. `size`: into groups of at most so many people. */
  by: z.enum(["count", "size"]),
  n: z.number().int().min(1).max(100),
});

export const groups = defineFeature({
  name: "groups",
  on: [session, participants],
  initial: (): State => ({ current: undefined, before: undefined }),
  commands: {
    "groups.make": {
      by: ["INSTRUCTOR"],
      http: "POST /groups",
      input: Making,
      result: z.object({ count: Count }),
      about: "Divide the connected students into groups at random. Replaces the groups that exist.",
    },
    "group.move": {
      by: ["INSTRUCTOR"],
      http: "PUT /groups/:group_id/members/:participant_id",
      input: Assigned,
      result: Assigned,
      about: "Move a student to another group. Idempotent.",
    },
    "groups.clear": {
      by: ["INSTRUCTOR"],
      http: "DELETE /groups",
      input: z.object({}),
      result: z.object({}),
      about: "Remove all groups. Idempotent.",
    },
  },
  events: {
    "groups.made": { to: instructors, data: Made, about: "The teacher made groups." },
    "group.assigned": {
      to: ({ participant_id }) => ({ ...nobody, and: participant_id }),
      data: Assigned,
      about: "The recipient's group of those that the teacher has just made.",
    },
    "group.changed": {
      to: ({ participant_id }) => ({ ...instructors, and: participant_id }),
      data: Assigned,
      about: "The teacher moved a student to another group, or a student who connected later joined one.",
    },
    "groups.cleared": { to: everyone, data: z.object({}), about: "There are no groups any more." },
  },
  views: {
    list: {
      by: everyone.roles,
      http: "GET /groups",
      query: pageQuery(QueryId, 200),
      result: z.array(Group),
      pageBy: "group_id",
      read: ({ state: { current }, room, viewer }) => (current ? listed(current, room.participants, viewer) : []),
      about: "List the groups with the names of their members. A student sees their own group.",
    },
  },
  projector: {
    shows: z.array(ProjectedGroup).nullable(),
    read: ({ state: { current }, room }) => (current ? projected(current, room.participants) : null),
  },
  decide: {
    "groups.make"({ room, input: { by, n }, random, emit }) {
      const ids = studentsOnline(room.participants).map(({ id }) => id);
      if (by === "size" && ids.length === 0) throw new Fault("nobody_here");
      const count = by === "count" ? n : Math.ceil(ids.length / n);
      assign(divide(ids, count, random), emit);
      return { count };
    },
    "group.move"({ state: { current }, room, input, emit }) {
      const { people, removed } = room.participants;
      const { participant_id, group_id } = input;
      if (people.get(participant_id)?.role !== "STUDENT" || removed.has(participant_id)) {
        throw new Fault("participant_not_found");
      }
      if (!current || group_id > current.count) throw new Fault("not_found", "There is no such group.");
      if (current.of.get(participant_id) !== group_id) emit("group.changed", input);
      return input;
    },
    "groups.clear"({ state, emit }) {
      if (state.current) emit("groups.cleared", {});
      return {};
    },
  },
  moments: {
    connected({ state: { current }, actor, emit }) {
      if (!current || actor.role !== "STUDENT" || current.of.has(actor.id)) return;
      emit("group.changed", { participant_id: actor.id, group_id: smallest(current) });
    },
  },
  evolve: {
    "groups.made"({ state }, { groups }) {
      replace(state, fromLists(groups));
    },
    "group.changed"({ state, actor }, { participant_id, group_id }) {
      if (!state.current) return;
      // Who connected later was assigned by the room: in place, since a whole class may connect later.
      if (actor === null) place(state.current, participant_id, group_id);
      else replace(state, withMember(state.current, participant_id, group_id));
    },
    "groups.cleared"({ state }) {
      replace(state, undefined);
    },
    "participant.removed"({ state }, { participant_id }) {
      state.current?.of.delete(participant_id);
    },
  },
});

function replace(state: State, next: State["current"]): void {
  state.before = state.current;
  state.current = next;
}

export interface EmitGroups {
  (type: "groups.made", data: z.input<typeof Made>): void;
  (type: "group.assigned", data: z.input<typeof Assigned>): void;
}

/** Makes groups of lists of people, and tells each of them their own. */
export function assign(lists: string[][], emit: EmitGroups): void {
  emit("groups.made", { groups: lists });
  for (const [n, ids] of lists.entries()) {
    for (const participant_id of ids) emit("group.assigned", { participant_id, group_id: n + 1 });
  }
}
