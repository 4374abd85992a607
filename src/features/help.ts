/** Requests for help: who is stuck, and who has been helped. */
import { z } from "zod";
import { defineFaults, Fault } from "../domain/faults.ts";
import { IntId, Time, toTime, Uuid } from "../domain/ids.ts";
import { pageQuery, QueryId } from "../domain/paging.ts";
import { everyone, instructors } from "../domain/roles.ts";
import { OptionalText } from "../domain/text.ts";
import { defineFeature } from "./feature.ts";
import { participants } from "./participants.ts";
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
const HelpItem = HelpRequest.extend({ created_at: Time, resolved_at: Time.nullable() });
type HelpItem = z.infer<typeof HelpItem>;
const HelpRow = HelpItem.pick({ message: true, created_at: true, resolved_at: true }).extend({
  name: z.string(),
  /** The step's place in the lesson. */
  step: z.number().int().nullable(),
});
const Resolved = z.object({ help_id: IntId, participant_id: Uuid });

/** Requests per person. */
const requireRequests = hourlyQuota(10_000);

const faults = defineFaults({
  help_not_found: { status: 404, text: "There is no such help request." },
  already_resolved: { status: 409, text: "This request is already resolved." },
});

export const help = defineFeature({
  name: "help",
  faults,
  optional: "on",
  on: [session, participants],
  initial: () => ({ items: [] as HelpItem[], requests: new Map() as Usage }),
  commands: {
    "help.request": {
      by: ["STUDENT"],
      http: "POST /help",
      input: z.object({ subtask_id: IntId.nullish(), message: OptionalText(1000) }),
      result: z.object({ help_id: IntId }),
      about: "Request help from the teacher.",
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
      data: HelpRequest,
      about: "A student requested help.",
    },
    "help.resolved": {
      to: ({ participant_id }) => ({ ...instructors, and: participant_id }),
      data: Resolved,
      about: "A request for help was resolved.",
    },
  },
  views: {
    list: {
      by: everyone.roles,
      http: "GET /help",
      query: pageQuery(QueryId).extend({ resolved: z.enum(["true", "false"]).optional() }),
      result: z.array(HelpItem),
      pageBy: "help_id",
      read: ({ state, viewer, query: { resolved } }) =>
        state.items
          .toReversed()
          .values()
          .filter((item) => viewer.role === "INSTRUCTOR" || item.participant_id === viewer.id)
          .filter((item) => resolved === undefined || resolved === String(item.resolved_at !== null)),
      about: "List requests for help, newest first. The teacher sees all, a student their own.",
    },
  },
  report: {
    help: {
      row: HelpRow,
      read: ({ state, room }) =>
        state.items.map(({ user_name, subtask_id, message, created_at, resolved_at }) => ({
          name: user_name,
          step: current(room.session).lesson?.subtasks.find(({ id }) => id === subtask_id)?.order_index ?? null,
          message,
          created_at,
          resolved_at,
        })),
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
      const help_id = state.items.length + 1;
      emit("help.requested", {
        help_id,
        participant_id: actor.id,
        user_id: actor.user_id,
        user_name: actor.nickname,
        subtask_id,
        message: input.message ?? "",
      });
      return { help_id };
    },
    "help.resolve"({ state, input, actor, emit }) {
      const item = state.items[input.help_id - 1];
      const theirs = item?.participant_id === actor.id;
      if (!item || (actor.role === "STUDENT" && !theirs)) throw new Fault(faults.help_not_found);
      if (item.resolved_at !== null) throw new Fault(faults.already_resolved);
      emit("help.resolved", { help_id: item.help_id, participant_id: item.participant_id });
      return { help_id: item.help_id };
    },
  },
  evolve: {
    "help.requested"({ state, at }, request) {
      state.items.push({ ...request, created_at: toTime(at), resolved_at: null });
      count(state.requests, request.participant_id, at);
    },
    "help.resolved"({ state, at }, { help_id }) {
      const item = state.items[help_id - 1];
      if (item) item.resolved_at = toTime(at);
    },
  },
});
