/** How each action of moderation is undone: by the event that says the opposite, if it still applies. */
import type { z } from "zod";
import type { groups } from "./groups.ts";
import { assign, type EmitGroups } from "./groups.ts";
import { smallest, studentsOnline, toLists } from "./groups-state.ts";
import type { StoredAction } from "./moderation-state.ts";
import { freeNickname } from "./nicknames.ts";
import type { participants } from "./participants.ts";
import type { peopleModeration } from "./people-moderation.ts";
import { act, type EmitModeration, shownStatus } from "./question-moderation.ts";
import type { questions } from "./questions.ts";
import { current, type session } from "./session.ts";

/** What moderation is about. */
export interface ModeratedRoom {
  readonly session: ReturnType<typeof session.initial>;
  readonly participants: ReturnType<typeof participants.initial>;
  readonly groups: ReturnType<typeof groups.initial>;
  readonly questions: ReturnType<typeof questions.initial>;
}

type Data<F extends { readonly events: object }, K extends keyof F["events"]> = F["events"][K] extends {
  readonly data: infer D extends z.ZodType;
}
  ? z.input<D>
  : never;

interface Emit extends EmitGroups, EmitModeration {
  (type: "participant.renamed", data: Data<typeof participants, "participant.renamed">): void;
  (type: "participant.muted", data: Data<typeof participants, "participant.muted">): void;
  (type: "session.updated", data: Data<typeof session, "session.updated">): void;
  (type: "nicknames.filtered", data: Data<typeof peopleModeration, "nicknames.filtered">): void;
  (type: "group.changed", data: Data<typeof groups, "group.changed">): void;
  (type: "groups.cleared", data: Data<typeof groups, "groups.cleared">): void;
}

/** The name of a person; the name of the session's teacher if no person did it. */
export const nameOf = (
  { participants, session }: Pick<ModeratedRoom, "participants" | "session">,
  id: string | null,
): string => participants.people.get(id ?? "")?.nickname ?? current(session).instructor.name;

/** The text of a question; null if there is no such question. */
export const textOf = ({ questions }: Pick<ModeratedRoom, "questions">, id: number): string | null =>
  questions.asked.get(id)?.cleaned_text ?? null;

/** Emits the events that undo an action, if it still applies. */
export function undo(action: StoredAction, room: ModeratedRoom, emit: Emit): void {
  const { kind, before } = action;
  if (kind === "rename" || kind === "mute" || kind === "unmute") undoToPerson(action, room, emit);
  else if (kind === "lock" || kind === "unlock") {
    emit("session.updated", { settings: { ...current(room.session).settings, locked: kind === "unlock" } });
  } else if (kind === "filter") {
    const { ko = [], en = [] } = before?.filter ?? {};
    emit("nicknames.filtered", { ko: [...ko], en: [...en] });
  } else if (kind === "groups" && action.participant_id !== null) undoMove(action, room, emit);
  else if (kind === "groups") undoGroups(action, room, emit);
  else undoToQuestion(action, room, emit);
}

function undoToPerson(action: StoredAction, { participants }: ModeratedRoom, emit: Emit): void {
  const person = participants.people.get(action.participant_id ?? "");
  if (!person || participants.removed.has(person.id)) return;
  const participant_id = person.id;
  if (action.kind === "rename") {
    const nickname = freeNickname(action.before?.nickname ?? person.nickname, participants, person.nickname);
    if (nickname !== person.nickname) emit("participant.renamed", { participant_id, nickname });
    return;
  }
  const muted = action.kind === "unmute";
  if (participants.muted.has(participant_id) !== muted) emit("participant.muted", { participant_id, muted });
}

/** The action that undoes each action on a question. */
const opposites = {
  hide: "restore",
  approve: "wait",
  refuse: "wait",
  pin: "unpin",
  unpin: "pin",
  archive: "restore",
  merge: "separate",
  separate: "merge",
} as const;

function undoToQuestion({ kind, question_id, before }: StoredAction, { questions }: ModeratedRoom, emit: Emit): void {
  const action = opposites[kind as keyof typeof opposites];
  const question = questions.asked.get(question_id ?? 0);
  if (!question || action === undefined) return;
  const { question_id: id } = question;
  if (kind === "hide") act(questions, { question_id: id, action, change: { status: shownStatus(question) } }, emit);
  else if (kind === "archive") act(questions, { question_id: id, action, change: { archived: false } }, emit);
  else act(questions, { question_id: id, action, into: before?.merged_into ?? 0, change: before?.question }, emit);
}

/** Restores the groups before the action, without who was removed. Who came since then joins the smallest. */
function undoGroups({ before }: StoredAction, { groups, participants }: ModeratedRoom, emit: Emit): void {
  if (!before?.groups) return emit("groups.cleared", {});
  const lists = toLists(before.groups).map((ids) => ids.filter((id) => !participants.removed.has(id)));
  const grouped = new Set(lists.flat());
  const here = studentsOnline(participants).map(({ id }) => id);
  for (const id of new Set([...(groups.current?.of.keys() ?? []), ...here]).difference(grouped)) {
    lists.reduce((a, b) => (b.length < a.length ? b : a)).push(id);
  }
  assign(lists, emit);
}

/** Moves one student back; if they had no group, to the smallest. */
function undoMove(action: StoredAction, { groups, participants }: ModeratedRoom, emit: Emit): void {
  const { participant_id, before } = action;
  const { current: now } = groups;
  if (participant_id === null || !now || participants.removed.has(participant_id)) return;
  const others = new Map(now.of);
  others.delete(participant_id);
  const group_id = before?.group_id ?? smallest({ ...now, of: others });
  if (group_id > now.count || now.of.get(participant_id) === group_id) return;
  emit("group.changed", { participant_id, group_id });
}
