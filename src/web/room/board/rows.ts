/** The board's rows: each student's status, their order, and the counts by step and status. Pure. */
import { stepSince } from "../../../client/fold/controls.ts";
import { type HelpItem, openHelp } from "../../../client/fold/help.ts";
import type { Room } from "../../../client/fold/index.ts";
import { noSteps } from "../../../client/fold/progress.ts";
import { doneCount, type LessonPosition, lessonPositionOf } from "../../../client/lesson-position.ts";
import type { Participant, Subtask } from "../../../domain/session.ts";
import type { StudentStatus } from "../../ui/shape.tsx";
import { pacedPositions } from "./paced-rows.ts";

/** A student on the board. */
export interface Row {
  readonly person: Participant;
  readonly status: StudentStatus;
  readonly position: LessonPosition;
  /** Since when they have this status, in ms since 1970. */
  readonly since: number | undefined;
  /** Their oldest open call for help. */
  readonly helpRequest: HelpItem | undefined;
  /** The number of the lesson's steps that they have done. */
  readonly stepsDone: number;
}

const ranks: Record<StudentStatus, number> = { help: 0, behind: 1, working: 2, waiting: 3, done: 4, away: 5 };

/**
 * Returns a row for each student: those who need help first, then those who are behind, the longest first; those who
 * are away last. After the class, students who did every step are done; the others keep the order in which they joined.
 */
export function toRows(
  room: Pick<Room, "session" | "people" | "progress" | "help" | "controls"> & Partial<Pick<Room, "pace">>,
): Row[] {
  const { session, people, progress, help, controls, pace } = room;
  const helpRequests = new Map(
    openHelp(help)
      .toReversed()
      .map((item) => [item.participant_id, item]),
  );
  const begun = session.status === "WAITING" ? null : session.current_subtask;
  const classSince = stepSince(controls);
  const ended = session.status === "ENDED";
  const all = session.lesson?.subtasks.length ?? 0;
  const paced = pace?.pace === "student" ? pacedPositions({ ...room, pace }) : undefined;
  const rows: Row[] = [];
  for (const person of people.values()) {
    if (person.role !== "STUDENT") continue;
    const steps = progress.get(person.id) ?? noSteps;
    const position = paced?.get(person.id) ?? lessonPositionOf(session.lesson, begun, steps);
    const stepsDone = doneCount(session.lesson, steps);
    const helpRequest = helpRequests.get(person.id);
    const finished = stepsDone === all && all > 0;
    const status = ended ? (finished ? "done" : "waiting") : statusOf({ person, position, helpRequest, begun });
    const since = Date.parse(
      helpRequest?.created_at ?? (status === "away" ? person.last_active_at : (position.since ?? classSince ?? "")),
    );
    rows.push({ person, status, position, since: Number.isNaN(since) ? undefined : since, helpRequest, stepsDone });
  }
  return rows.sort(
    (a, b) => ranks[a.status] - ranks[b.status] || compareWaiting(a, b) || (paced ? compareSteps(a, b) : 0),
  );
}

const isAcknowledged = ({ helpRequest }: Row): boolean => helpRequest?.acknowledged_at != null;

/**
 * Orders calls for help by time, those to whom the teacher is coming last, and students who are behind by how far. Keeps
 * the order of the others.
 */
function compareWaiting(a: Row, b: Row): number {
  const longest = (a.since ?? 0) - (b.since ?? 0);
  if (a.status === "behind") return b.position.behind - a.position.behind || longest;
  if (a.status !== "help") return 0;
  return Number(isAcknowledged(a)) - Number(isAcknowledged(b)) || longest;
}

/** Orders students who set their own pace: the earliest step first, and on one step the longest. */
function compareSteps(a: Row, b: Row): number {
  const step = (a.position.step?.order_index ?? 0) - (b.position.step?.order_index ?? 0);
  return step || (a.since ?? 0) - (b.since ?? 0);
}

function statusOf({
  person,
  position,
  helpRequest,
  begun,
}: {
  person: Participant;
  position: LessonPosition;
  helpRequest: HelpItem | undefined;
  begun: Subtask | null;
}): StudentStatus {
  if (helpRequest) return "help";
  if (!person.is_online) return "away";
  if (!begun) return "waiting";
  if (position.behind > 0) return "behind";
  return position.done ? "done" : "working";
}

/** The number of students on a step, and how many of them are done or need help. */
export interface StepCount {
  readonly step: Subtask;
  readonly on: number;
  readonly done: number;
  readonly help: number;
}

/** Counts the students on each step, the largest count first. Students who are away or waiting do not count. */
export function countByStep(rows: readonly Row[]): StepCount[] {
  const counts = new Map<number, { step: Subtask; on: number; done: number; help: number }>();
  for (const { position, status } of rows) {
    if (!position.step || status === "away" || status === "waiting") continue;
    const count = counts.get(position.step.id) ?? { step: position.step, on: 0, done: 0, help: 0 };
    count.on++;
    if (status === "done") count.done++;
    if (status === "help") count.help++;
    counts.set(position.step.id, count);
  }
  return Array.from(counts.values()).sort((a, b) => b.on - a.on);
}

/** Counts the students by status. */
export function countByStatus(rows: readonly Row[]): Record<StudentStatus, number> {
  const counts: Record<StudentStatus, number> = { help: 0, behind: 0, working: 0, waiting: 0, done: 0, away: 0 };
  for (const { status } of rows) counts[status]++;
  return counts;
}

/** For how long a student who left still counts as present, in ms: phones lose their connection and come back. */
const recentMs = 10 * 60_000;

/** Counts the students who are connected, need help, or left less than ten minutes before `now` (ms since 1970). */
export const countPresent = (rows: readonly Row[], now: number): number =>
  rows.filter(({ status, since }) => status !== "away" || (since !== undefined && now - since < recentMs)).length;

/** Sorts the rows by an earlier order of ids, so that no tile moves under the pointer; new students come last. */
export function keepOrder(rows: readonly Row[], order: readonly string[]): Row[] {
  const at = new Map(order.map((id, index) => [id, index]));
  const place = ({ person }: Row) => at.get(person.id) ?? order.length;
  return rows.toSorted((a, b) => place(a) - place(b));
}
