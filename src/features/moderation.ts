/** The history of the moderation of a class: who did what, and undoing it. */
import { z } from "zod";
import { defineFaults, Fault } from "../domain/faults.ts";
import { Count, toTime } from "../domain/ids.ts";
import { pageQuery, QueryId } from "../domain/paging.ts";
import { everyone, instructors } from "../domain/roles.ts";
import { defineFeature } from "./feature.ts";
import { groups } from "./groups.ts";
import { hands } from "./hands.ts";
import { Action, ActionRef, ActionRow, add, latestOf, listed, type State } from "./moderation-state.ts";
import { type ModeratedRoom, nameOf, textOf, undo } from "./moderation-undo.ts";
import { participants } from "./participants.ts";
import { peopleModeration } from "./people-moderation.ts";
import { picks } from "./picks.ts";
import { questionModeration } from "./question-moderation.ts";
import { questions } from "./questions.ts";
import { Seat, seatOf } from "./seat.ts";
import { session } from "./session.ts";

const faults = defineFaults({
  undo_refused: { status: 409, text: "This cannot be undone: it is final, or the same was decided again." },
});

export const moderation = defineFeature({
  name: "moderation",
  faults,
  on: [session, participants, peopleModeration, groups, hands, picks, questions, questionModeration],
  initial: (): State => ({ actions: new Map(), next: 1, latest: undefined }),
  commands: {
    "moderation.undo": {
      by: ["INSTRUCTOR"],
      http: "POST /moderation/:action_id/undo",
      input: ActionRef,
      result: ActionRef,
      about: "Undo what a teacher did to moderate the class, unless the same was decided again since then. Idempotent.",
    },
  },
  events: {
    "moderation.undone": {
      to: instructors,
      // `next`: the actions from this id on are those by which it was undone.
      data: ActionRef.extend({ next: Count }),
      about: "A teacher undid an action of moderation.",
    },
    "moderation.changed": {
      to: instructors,
      kept: false,
      data: Action,
      samples: {
        after: [
          ...["participant.renamed", "participant.muted", "participant.removed", "session.updated"],
          ...["nicknames.filtered", "question.hidden", "question.moderated", "moderation.undone"],
          ...["groups.made", "group.changed", "groups.cleared"],
        ],
        everyMs: 200,
        read: latestOf,
      },
      about: "What was done last to moderate the class, or was undone last.",
    },
  },
  views: {
    seat: {
      by: everyone.roles,
      http: "GET /seat",
      query: z.object({}),
      result: Seat,
      read: ({ room, viewer }) => seatOf(room, viewer.id),
      about: "What the class has decided about the caller: whether they are muted, their hand, group and pick.",
    },
    list: {
      by: instructors.roles,
      http: "GET /moderation",
      query: pageQuery(QueryId),
      result: z.array(Action),
      pageBy: "action_id",
      read: ({ state }) => listed(state),
      about: "List what teachers did to moderate the class, newest first. At most 500.",
    },
  },
  report: {
    moderation: {
      row: ActionRow,
      empty: "absent",
      read: ({ state }) =>
        listed(state)
          .reverse()
          .map(({ at, by, kind, name, text, undone_by }) => ({ at, by, kind, name, text, undone_by })),
    },
  },
  decide: {
    "moderation.undo"({ state, room, input: { action_id }, emit }) {
      const action = state.actions.get(action_id);
      if (!action) throw new Fault("not_found", "There is no such action.");
      if (action.undone_at !== null) return { action_id };
      if (!listed(state).some((one) => one.action_id === action_id && one.can_undo))
        throw new Fault(faults.undo_refused);
      undo(action, room, emit);
      emit("moderation.undone", { action_id, next: state.next });
      return { action_id };
    },
  },
  evolve: {
    "participant.renamed": ({ state, room, actor, at }, { participant_id, nickname: name }) => {
      const text = room.participants.formerNames.get(participant_id) ?? name;
      const before = { nickname: text };
      add(state, { kind: "rename", by: nameOf(room, actor), at, participant_id, name, text, before });
    },
    "participant.muted": ({ state, room, actor, at }, { participant_id, muted }) => {
      const kind = muted ? "mute" : "unmute";
      add(state, { kind, by: nameOf(room, actor), at, participant_id, name: nameOf(room, participant_id) });
    },
    "participant.removed": ({ state, room, actor, at }, { participant_id, nickname: name }) =>
      add(state, { kind: "remove", by: nameOf(room, actor), at, participant_id, name }),
    "session.updated"({ state, room, actor, at }, { settings }) {
      // Without an actor, the settings were changed on their page.
      if (actor === null || !settings) return;
      add(state, { kind: settings.locked ? "lock" : "unlock", by: nameOf(room, actor), at });
    },
    "nicknames.filtered": ({ state, room, actor, at }) =>
      add(state, { kind: "filter", by: nameOf(room, actor), at, before: { filter: room.participants.formerFilter } }),
    "question.hidden": ({ state, room, actor, at }, { question_id }) =>
      add(state, { kind: "hide", by: nameOf(room, actor), at, question_id, text: textOf(room, question_id) }),
    "question.moderated"({ state, room, actor, at }, { question_id, action: kind, other_id }) {
      if (kind === "count" || kind === "wait") return;
      const { former } = room.question_moderation;
      const isDecision = (kind === "approve" || kind === "refuse") && former !== undefined;
      const question = isDecision ? { approval: former.approval, visibility: former.visibility } : undefined;
      const about = { question_id, text: textOf(room, question_id), before: { merged_into: other_id, question } };
      add(state, { kind, by: nameOf(room, actor), at, ...about });
    },
    "groups.made": (context) => addGroups(context),
    "group.changed": (context, { participant_id }) => addGroups(context, participant_id),
    "groups.cleared": (context) => addGroups(context),
    "moderation.undone"({ state, room, actor, at }, { action_id, next }) {
      for (const id of state.actions.keys()) if (id >= next) state.actions.delete(id);
      state.next = next;
      const action = state.actions.get(action_id);
      if (!action) return;
      state.latest = { ...action, undone_at: toTime(at), undone_by: nameOf(room, actor) };
      state.actions.set(action_id, state.latest);
    },
  },
});

interface Changed {
  readonly state: State;
  readonly room: ModeratedRoom;
  readonly actor: string | null;
  readonly at: number;
}

/** Adds a change of the groups, unless the room assigned somebody who connected. */
function addGroups({ state, room, actor, at }: Changed, participant_id: string | null = null): void {
  if (actor === null) return;
  const name = participant_id === null ? null : nameOf(room, participant_id);
  const { before: groups } = room.groups;
  const before = participant_id === null ? { groups } : { group_id: groups?.of.get(participant_id) };
  add(state, { kind: "groups", by: nameOf(room, actor), at, participant_id, name, before });
}
