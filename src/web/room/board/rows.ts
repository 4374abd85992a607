/** The board as rows: how each student fares, who comes first, and how many are where. Pure. */
import { stepSince } from "../../../client/fold/controls.ts";
import { type HelpItem, openHelp } from "../../../client/fold/help.ts";
import type { Room } from "../../../client/fold/index.ts";
import { noSteps } from "../../../client/fold/progress.ts";
import { doneCount, type LessonPosition, lessonPositionOf } from "../../../client/lesson-position.ts";
import type { Participant, Subtask } from "../../../domain/session.ts";
import type { StudentStatus } from "../../ui/shape.tsx";

/** A student on the board. */
export interface Row {
  readonly person: Participant;
  readonly fare: StudentStatus;
  readonly place: LessonPosition;
  /** Since when they fare so, in milliseconds since 1970. */
  readonly since: number | undefined;
  /** Their oldest open call. */
  readonly call: HelpItem | undefined;
  /** How many of the lesson's steps they have done. */
  readonly count: number;
}

const ranks: Record<StudentStatus, number> = { help: 0, behind: 1, working: 2, waiting: 3, done: 4, away: 5 };

/**
 * Every student: those who need help first, then those who lag, the longest first; last those who are gone. After the
 * class, who did every step is done, and the others stay as they came.
 */
export function toRows(room: Pick<Room, "session" | "people" | "progress" | "help" | "controls">): Row[] {
  const { session, people, progress, help, controls } = room;
  const calls = new Map(
    openHelp(help)
      .toReversed()
      .map((item) => [item.participant_id, item]),
  );
  const begun = session.status === "WAITING" ? null : session.current_subtask;
  const classSince = stepSince(controls);
  const ended = session.status === "ENDED";
  const all = session.lesson?.subtasks.length ?? 0;
  const rows: Row[] = [];
  for (const person of people.values()) {
    if (person.role !== "STUDENT") continue;
    const steps = progress.get(person.id) ?? noSteps;
    const place = lessonPositionOf(session.lesson, begun, steps);
    const count = doneCount(session.lesson, steps);
    const call = calls.get(person.id);
    const fare = ended ? (count === all && all > 0 ? "done" : "waiting") : fareOf({ person, place, call, begun });
    const since = Date.parse(
      call?.created_at ?? (fare === "away" ? person.last_active_at : (place.since ?? classSince ?? "")),
    );
    rows.push({ person, fare, place, since: Number.isNaN(since) ? undefined : since, call, count });
  }
  return rows.sort((a, b) => ranks[a.fare] - ranks[b.fare] || waiting(a, b));
}

/** Among those who call, who called first; among those who lag, who lags most. The others stay as they came in. */
function waiting(a: Row, b: Row): number {
  const longest = (a.since ?? 0) - (b.since ?? 0);
  if (a.fare === "behind") return b.place.behind - a.place.behind || longest;
  return a.fare === "help" ? longest : 0;
}

function fareOf(of: {
  person: Participant;
  place: LessonPosition;
  call: HelpItem | undefined;
  begun: Subtask | null;
}): StudentStatus {
  if (of.call) return "help";
  if (!of.person.is_online) return "away";
  if (!of.begun) return "waiting";
  if (of.place.behind > 0) return "behind";
  return of.place.done ? "done" : "working";
}

/** How many are on a step. */
export interface Sum {
  readonly step: Subtask;
  readonly on: number;
  readonly done: number;
  readonly help: number;
}

/** How many are on each step that somebody is on, the fullest first. Who is away is on none. */
export function toSums(rows: readonly Row[]): Sum[] {
  const sums = new Map<number, { step: Subtask; on: number; done: number; help: number }>();
  for (const { place, fare } of rows) {
    if (!place.step || fare === "away" || fare === "waiting") continue;
    const sum = sums.get(place.step.id) ?? { step: place.step, on: 0, done: 0, help: 0 };
    sum.on++;
    if (fare === "done") sum.done++;
    if (fare === "help") sum.help++;
    sums.set(place.step.id, sum);
  }
  return Array.from(sums.values()).sort((a, b) => b.on - a.on);
}

/** How many fare how. */
export function countFares(rows: readonly Row[]): Record<StudentStatus, number> {
  const counts: Record<StudentStatus, number> = { help: 0, behind: 0, working: 0, waiting: 0, done: 0, away: 0 };
  for (const { fare } of rows) counts[fare]++;
  return counts;
}

/** The rows in an order that was, for as long as a hand is on them; who is new comes last. */
export function inOrder(rows: readonly Row[], order: readonly string[]): Row[] {
  const at = new Map(order.map((id, index) => [id, index]));
  const place = ({ person }: Row) => at.get(person.id) ?? order.length;
  return rows.toSorted((a, b) => place(a) - place(b));
}
