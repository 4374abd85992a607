/** Runs the simulated students of a demo class: asks each what to do, and carries it out at a bounded rate. */
import { type Clock, machineClock } from "../client/clock.ts";
import type { Action } from "./model.ts";
import { createPersonas } from "./persona.ts";
import { createStudent, type DemoStudent } from "./student.ts";
import type { DemoLanguage } from "./texts.ts";

export interface CrowdOptions {
  /** The server's URL on this machine. */
  readonly url: string;
  readonly code: string;
  readonly language: DemoLanguage;
  /** How many students (default: 24). */
  readonly students?: number;
  /** The same seed gives the same students, who do the same things. */
  readonly seed: number;
  readonly clock?: Clock;
  /** Called once: when the class has ended, or after `close`. */
  readonly onEnd?: () => void;
}

/** The students of a demo class. */
export interface Crowd {
  /** Everyone leaves. */
  close(): void;
}

export const defaultStudents = 24;
/** How often the students are asked what to do, in milliseconds. */
const tickMs = 250;
/** How many actions are carried out per tick: at most 12 a second, whatever the class does. */
const maxActionsPerTick = 3;
/** While this many actions wait, nobody decides on another one. */
const maxWaiting = 100;

export function openCrowd({ students = defaultStudents, seed, language, onEnd, ...at }: CrowdOptions): Crowd {
  const { clock = machineClock } = at;
  const startedAt = clock.now();
  const all = createPersonas({ seed, students, language }).map((persona) =>
    createStudent(persona, { ...at, startedAt }),
  );
  const waiting: { student: DemoStudent; action: Action }[] = [];
  let cancel = () => {};
  let closed = false;

  function tick(): void {
    for (const student of all) {
      if (waiting.length >= maxWaiting) break;
      for (const action of student.next()) waiting.push({ student, action });
    }
    for (const { student, action } of waiting.splice(0, maxActionsPerTick)) {
      if (!student.hasEnded()) void student.carryOut(action);
    }
    // A student who is away learns nothing of the end, so that one who does is enough.
    if (all.every((student) => student.hasEnded()) || all.some((student) => student.isClassOver())) return close();
    cancel = clock.after(tickMs, tick);
  }

  function close(): void {
    if (closed) return;
    closed = true;
    cancel();
    waiting.length = 0;
    for (const student of all) student.close();
    onEnd?.();
  }

  cancel = clock.after(tickMs, tick);
  return { close };
}
