/**
 * Requests for help: who is stuck, to whom the teacher is coming, and who has been helped. Unresolved requests are a queue
 * in the order of their ids.
 */
import { z } from "zod";
import { defineFaults, Fault } from "../domain/faults.ts";
import { IntId, Time, toTime, Uuid } from "../domain/ids.ts";
import { pageQuery, QueryId } from "../domain/paging.ts";
import { everyone, instructors, nobody } from "../domain/roles.ts";
import { OptionalText } from "../domain/text.ts";
import { defineFeature } from "./feature.ts";
import { participants } from "./participants.ts";
import { movedUp, Position, positionAfter, positionsOf } from "./queue.ts";
import { count, hourlyQuota, type Usage } from "./quota.ts";
import { current, session } from "./session.ts";

const HelpRequest = z.object({
  help_id: IntId,
  participant_id: Uuid,
  user_id: IntId,
  user_name: z.string(),
  subtask_id: IntId.nullable(),
  message: z.string(),
});
/** `position`: when it was requested. Absent in events that were stored before version 0.4.0. */
const HelpRequested = HelpRequest.extend({ position: Position.optional() });
const HelpItem = HelpRequest.extend({
  created_at: Time,
  acknowledged_at: Time.nullable(),
  resolved_at: Time.nullable(),
  position: Position,
});
const HelpRow = HelpItem.pick({ message: true, created_at: true, resolved_at: true }).extend({
  name: z.string(),
  /** The step's place in the lesson. */
  step: z.number().int().nullable(),
});
const OfRequest = z.object({ help_id: IntId, participant_id: Uuid });

/** How many requests are listed and in the report. The log has all of them. */
const maxItems = 2000;
/** Requests per person. */
const requireRequests = hourlyQuota(10_000);

const faults = defineFaults({
  help_not_found: { status: 404, text: "There is no such help request." },
  already_resolved: { status: 409, text: "This request is already resolved." },
});

/**
 * A request without its author's name and user id: these are read from `people`, so that snapshots are short. Times are in
 * milliseconds since 1970.
 */
interface StoredRequest extends Omit<z.infer<typeof HelpRequest>, "user_id" | "user_name"> {
  readonly requestedAt: number;
  acknowledgedAt: number | null;
  resolvedAt: number | null;
}

type People = Pick<ReturnType<typeof participants.initial>, "people">;

interface State {
  /** The last `maxItems`, by id; more only if each of so many people has one that is open. */
  items: Map<number, StoredRequest>;
  /** The id of the next one. */
  next: number;
  /** The ids of unresolved requests, oldest first. */
  queue: Set<number>;
  requests: Usage;
}

/**
 * Drops the oldest resolved request, or if all are open the oldest other one of the person who has just requested: nobody
 * removes what somebody else waits for.
 */
function dropOne({ items, queue }: State, { help_id, participant_id }: StoredRequest): void {
  const dropped =
    items.values().find(({ resolvedAt }) => resolvedAt !== null) ??
    items.values().find((item) => item.participant_id === participant_id && item.help_id !== help_id);
  if (!dropped) return;
  items.delete(dropped.help_id);
  queue.delete(dropped.help_id);
}

const timeOf = (at: number | null) => (at === null ? null : toTime(at));

/** A request as it is sent, without its position. */
function toItem({ requestedAt, acknowledgedAt, resolvedAt, ...request }: StoredRequest, { people }: People) {
  const { user_id = 0, nickname = "" } = people.get(request.participant_id) ?? {};
  const times = { acknowledged_at: timeOf(acknowledgedAt), resolved_at: timeOf(resolvedAt) };
  return { ...request, user_id, user_name: nickname, created_at: toTime(requestedAt), ...times };
}

export const help = defineFeature({
  name: "help",
  faults,
  optional: "on",
  on: [session, participants],
  initial: (): State => ({ items: new Map(), next: 1, queue: new Set(), requests: new Map() }),
  commands: {
    "help.request": {
      by: ["STUDENT"],
      http: "POST /help",
      input: z.object({ subtask_id: IntId.nullish(), message: OptionalText(1000) }),
      result: z.object({ help_id: IntId }),
      about: "Request help from the teacher.",
    },
    "help.acknowledge": {
      by: ["INSTRUCTOR"],
      http: "POST /help/:help_id/acknowledge",
      input: z.object({ help_id: IntId }),
      result: z.object({ help_id: IntId }),
      about: "Tell a student that the teacher is coming. Idempotent.",
    },
    "help.resolve": {
      by: ["INSTRUCTOR", "STUDENT"],
      http: "POST /help/:help_id/resolve",
      input: z.object({ help_id: IntId }),
      result: z.object({ help_id: IntId }),
      about: "Resolve a request for help. Students can resolve their own only.",
    },
  },
  events: {
    "help.requested": {
      to: ({ participant_id }) => ({ ...instructors, and: participant_id }),
      data: HelpRequested,
      personal: ["message"],
      about: "A student requested help.",
    },
    "help.acknowledged": {
      to: ({ participant_id }) => ({ ...instructors, and: participant_id }),
      data: OfRequest,
      about: "The teacher is coming to a student who requested help.",
    },
    "help.resolved": {
      to: ({ participant_id }) => ({ ...instructors, and: participant_id }),
      data: OfRequest,
      about: "A request for help was resolved.",
    },
    "help.moved": {
      to: ({ participant_id }) => ({ ...nobody, and: participant_id }),
      kept: false,
      data: OfRequest.extend({ position: Position.unwrap() }),
      about: "The recipient's request has a new position in the queue, because one before it was resolved.",
    },
  },
  views: {
    list: {
      by: everyone.roles,
      http: "GET /help",
      query: pageQuery(QueryId).extend({ resolved: z.enum(["true", "false"]).optional() }),
      result: z.array(HelpItem),
      pageBy: "help_id",
      read({ state, room, viewer, query: { resolved } }) {
        const positions = positionsOf(state.queue);
        return Array.from(state.items.values())
          .reverse()
          .values()
          .filter((item) => viewer.role === "INSTRUCTOR" || item.participant_id === viewer.id)
          .filter((item) => resolved === undefined || resolved === String(item.resolvedAt !== null))
          .map((item) => ({ ...toItem(item, room.participants), position: positions.get(item.help_id) ?? null }));
      },
      about: `List the last ${maxItems} requests for help, newest first. The teacher sees all, a student their own.`,
    },
  },
  report: {
    help: {
      row: HelpRow,
      read: ({ state, room }) =>
        Array.from(state.items.values(), (request) => {
          const { user_name, subtask_id, message, created_at, resolved_at } = toItem(request, room.participants);
          const step = current(room.session).lesson?.subtasks.find(({ id }) => id === subtask_id)?.order_index ?? null;
          return { name: user_name, step, message, created_at, resolved_at };
        }),
    },
  },
  decide: {
    "help.request"({ state, room, input, actor, at, emit }) {
      requireRequests(state.requests, actor.id, at);
      const { lesson } = current(room.session);
      const subtask_id = input.subtask_id ?? null;
      if (subtask_id !== null && !lesson?.subtasks.some(({ id }) => id === subtask_id)) {
        throw new Fault("subtask_not_found");
      }
      const help_id = state.next;
      emit("help.requested", {
        help_id,
        participant_id: actor.id,
        user_id: actor.user_id,
        user_name: actor.nickname,
        subtask_id,
        message: input.message ?? "",
        position: positionAfter(state.queue.size),
      });
      return { help_id };
    },
    "help.acknowledge"({ state, input: { help_id }, emit }) {
      const item = state.items.get(help_id);
      if (!item) throw new Fault(faults.help_not_found);
      if (item.resolvedAt !== null) throw new Fault(faults.already_resolved);
      if (item.acknowledgedAt === null) emit("help.acknowledged", { help_id, participant_id: item.participant_id });
      return { help_id };
    },
    "help.resolve"({ state, input: { help_id }, actor, emit }) {
      const item = state.items.get(help_id);
      const theirs = item?.participant_id === actor.id;
      if (!item || (actor.role === "STUDENT" && !theirs)) throw new Fault(faults.help_not_found);
      if (item.resolvedAt !== null) throw new Fault(faults.already_resolved);
      emit("help.resolved", { help_id, participant_id: item.participant_id });
      for (const [id, position] of movedUp(state.queue, help_id)) {
        const moved = state.items.get(id);
        if (moved) emit("help.moved", { help_id: id, participant_id: moved.participant_id, position });
      }
      return { help_id };
    },
  },
  evolve: {
    "help.requested"({ state, at }, { help_id, participant_id, subtask_id, message }) {
      const times = { requestedAt: at, acknowledgedAt: null, resolvedAt: null };
      const request = { help_id, participant_id, subtask_id, message, ...times };
      state.items.set(help_id, request);
      state.next = help_id + 1;
      state.queue.add(help_id);
      if (state.items.size > maxItems) dropOne(state, request);
      count(state.requests, participant_id, at);
    },
    "help.acknowledged"({ state, at }, { help_id }) {
      const item = state.items.get(help_id);
      if (item) item.acknowledgedAt = at;
    },
    "help.resolved"({ state, at }, { help_id }) {
      const item = state.items.get(help_id);
      if (item) item.resolvedAt = at;
      state.queue.delete(help_id);
    },
    /** Nobody waits any more: their requests count as resolved. */
    "participant.removed"({ state, at }, { participant_id }) {
      for (const help_id of state.queue) {
        const item = state.items.get(help_id);
        if (item?.participant_id !== participant_id) continue;
        item.resolvedAt = at;
        state.queue.delete(help_id);
      }
    },
  },
});
