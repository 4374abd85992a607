/**
 * The model of a simulated student: what they do next, given what they see of the class and what they have done so far.
 * Pure and seeded: the same state and clock give the same actions. It knows no socket.
 */
import type { SessionStatus } from "../domain/session.ts";
import { between, chance, pick } from "./chance.ts";
import type { Persona } from "./persona.ts";

/** What a student sees of the class. Times in milliseconds since the demo began. */
export interface ClassView {
  readonly status: SessionStatus;
  /** When the status last changed. */
  readonly statusSince: number;
  /** The step that the class is on, and since when. */
  readonly step: number | undefined;
  readonly stepSince: number;
  /** The ids of the lesson's steps, in order. */
  readonly steps: readonly number[];
  readonly questions: readonly { readonly id: number; readonly at: number; readonly own: boolean }[];
  /** When the teacher wrote into the chat. */
  readonly teacherWroteAt: readonly number[];
  /** When the student's own calls for help were resolved. */
  readonly helpedAt: readonly number[];
}

/** What a student does. */
export type Action =
  | { readonly do: "arrive" | "leave" }
  | { readonly do: "start" | "complete"; readonly step: number }
  | { readonly do: "callHelp"; readonly step: number; readonly message: string }
  | { readonly do: "takeHelpBack" }
  | { readonly do: "feedback"; readonly feedback: "OK" | "HARD" }
  | { readonly do: "ask"; readonly text: string }
  | { readonly do: "like"; readonly question: number }
  | { readonly do: "write"; readonly text: string };

/** When the student did each thing, by its key: `complete:3`, `arrive`. Grows by a few entries per step. */
export type Memory = ReadonlyMap<string, number>;

/** How long a step takes on average, in milliseconds. */
const effortMs = { min: 12_000, max: 42_000 };
/** After this many milliseconds somebody who calls for help has found the answer without the teacher. */
const patienceMs = { min: 70_000, max: 140_000 };
/** How many questions of the class a student looks at, and how many of the teacher's messages: the newest. */
const maxLooked = 30;

/** Returns what the student does at `now`, and what they remember from then on. */
export function nextActions(
  persona: Persona,
  memory: Memory,
  { view, now }: { view: ClassView; now: number },
): { actions: Action[]; memory: Memory } {
  const presence = presenceAt(persona, memory, now);
  if (presence) return remember(memory, [presence], now);
  if (!isHere(memory) || view.status === "ENDED") return { actions: [], memory };
  return remember(
    memory,
    [...stepActions(persona, memory, { view, now }), ...talkActions(persona, memory, { view, now })],
    now,
  );
}

interface Planned {
  readonly key: string;
  readonly action: Action;
}

function remember(memory: Memory, planned: readonly Planned[], now: number) {
  if (planned.length === 0) return { actions: [], memory };
  return {
    actions: planned.map(({ action }) => action),
    memory: new Map([...memory, ...planned.map(({ key }): [string, number] => [key, now])]),
  };
}

const isHere = (memory: Memory) => (memory.get("arrive") ?? -1) > (memory.get("leave") ?? -1);

/** Arriving and leaving, if that is due. */
function presenceAt({ arrivesAt, away }: Persona, memory: Memory, now: number): Planned | undefined {
  const isAway = now < arrivesAt || (away !== undefined && now >= away.from && now < away.until);
  if (isAway === !isHere(memory)) return undefined;
  const kind = isAway ? "leave" : "arrive";
  return { key: kind, action: { do: kind } };
}

interface Moment {
  readonly view: ClassView;
  readonly now: number;
}

/** How hard a step is for the whole class: 0.6 to 1.6. */
const hardnessOf = (seed: number, step: number) => between(0.6, 1.6, chance(seed, "hardness", step));

/** The step that the student works on: one that they have started and not completed, else the class's. */
export function ownStep(persona: Persona, memory: Memory, { step, steps }: ClassView): number | undefined {
  if (step === undefined) return undefined;
  const finishesFirst = chance(persona.seed, persona.index, "finishes first") < 0.7;
  const started = steps
    .slice(0, steps.indexOf(step))
    .findLast((id) => memory.has(`start:${id}`) && !memory.has(`complete:${id}`));
  return started !== undefined && finishesFirst && !givesUp(persona, started) ? started : step;
}

/** A few never complete a certain step. */
const givesUp = ({ seed, index }: Persona, step: number) => chance(seed, index, "gives up", step) < 0.03;

/** Working on the step: starting, getting stuck, pressing how hard it is, and completing it. */
function stepActions(persona: Persona, memory: Memory, { view, now }: Moment): Planned[] {
  const step = ownStep(persona, memory, view);
  if (step === undefined || view.status !== "IN_PROGRESS" || memory.has(`complete:${step}`)) return [];
  const of = (what: string) => chance(persona.seed, persona.index, what, step);
  const startedAt = memory.get(`start:${step}`);
  const reaction = between(600, 5000, of("reaction"));
  if (startedAt === undefined) {
    if (now < Math.max(view.statusSince, view.stepSince) + reaction) return [];
    return [{ key: `start:${step}`, action: { do: "start", step } }];
  }
  const hardness = hardnessOf(persona.seed, step);
  const effort = between(effortMs.min, effortMs.max, of("effort")) * persona.pace * hardness;
  const getsStuck = of("stuck") < persona.stuck * 0.4 * hardness;
  const planned: Planned[] = [];
  const calledAt = memory.get(`help:${step}`);
  if (getsStuck && calledAt === undefined && now >= startedAt + effort * 0.5) {
    const message = pick(persona.texts.stuck, of("message"));
    planned.push({ key: `help:${step}`, action: { do: "callHelp", step, message } });
  }
  if (
    of("presses") < 0.6 &&
    !memory.has(`feedback:${step}`) &&
    now >= startedAt + effort * between(0.2, 0.8, of("when"))
  ) {
    const isHard = getsStuck || of("mood") < (hardness - 0.5) * 0.45;
    planned.push({ key: `feedback:${step}`, action: { do: "feedback", feedback: isHard ? "HARD" : "OK" } });
  }
  if (getsStuck && calledAt === undefined) return planned;
  const end = completesAt(persona, { memory, view, step, startedAt, effort, calledAt });
  if (calledAt !== undefined && end.alone && now >= end.at && !memory.has(`back:${step}`)) {
    return [...planned, { key: `back:${step}`, action: { do: "takeHelpBack" } }];
  }
  if (now >= end.at && !givesUp(persona, step)) {
    planned.push({ key: `complete:${step}`, action: { do: "complete", step } });
  }
  return planned;
}

interface Work {
  readonly memory: Memory;
  readonly view: ClassView;
  readonly step: number;
  readonly startedAt: number;
  readonly effort: number;
  /** When they called for help on this step. */
  readonly calledAt: number | undefined;
}

/** When the student completes the step, and whether they do so without the help that they called for. */
function completesAt(persona: Persona, { view, step, startedAt, effort, calledAt }: Work) {
  const of = (what: string) => chance(persona.seed, persona.index, what, step);
  // After a pause, a class does not press Done all at once.
  const afterPause = view.statusSince + between(500, 9000, of("after pause"));
  if (calledAt === undefined) return { at: Math.max(startedAt + effort, afterPause), alone: false };
  const helpedAt = view.helpedAt.find((at) => at >= calledAt);
  if (helpedAt !== undefined) return { at: helpedAt + between(3000, 14_000, of("helped")), alone: false };
  return { at: calledAt + between(patienceMs.min, patienceMs.max, of("patience")), alone: true };
}

/** Questions, likes and chat. */
function talkActions(persona: Persona, memory: Memory, { view, now }: Moment): Planned[] {
  const of = (...what: (string | number)[]) => chance(persona.seed, persona.index, ...what);
  const { texts, chatty } = persona;
  const planned: Planned[] = [];
  const write = (key: string, list: readonly string[]) => {
    if (!memory.has(key)) planned.push({ key, action: { do: "write", text: pick(list, of(key, "text")) } });
  };

  const arrivedAt = persona.arrivesAt;
  if (chatty > 0.55 && now >= arrivedAt + between(2500, 9000, of("hello"))) {
    // The last greeting apologizes for being late.
    const isLate = persona.index % 8 === 5;
    write("hello", isLate ? texts.hello.slice(-1) : texts.hello.slice(0, -1));
  }
  const step = view.step;
  const startedAt = step === undefined ? undefined : memory.get(`start:${step}`);
  if (step !== undefined && startedAt !== undefined) {
    const asks = of("asks", step) < persona.curious * 0.16;
    if (asks && !memory.has("ask") && now >= startedAt + between(5000, 25_000, of("asks when", step))) {
      planned.push({ key: "ask", action: { do: "ask", text: pick(texts.questions, of("question")) } });
    }
    const doneAt = memory.get(`complete:${step}`);
    const isLast = step === view.steps.at(-1);
    const says = chatty > 0.5 && of("says done", step) < (isLast ? 0.8 : 0.2);
    if (doneAt !== undefined && says && now >= doneAt + 1500) write(`said:${step}`, isLast ? texts.bye : texts.done);
  }
  if (
    view.status === "PAUSED" &&
    of("pause") < chatty * 0.3 &&
    now >= view.statusSince + between(3000, 12_000, of("pause when"))
  ) {
    write("pause", texts.pause);
  }
  for (const { id, at, own } of view.questions.slice(-maxLooked)) {
    if (own || memory.has(`like:${id}`) || of("likes", id) >= 0.28) continue;
    if (now >= at + between(3000, 40_000, of("likes when", id))) {
      planned.push({ key: `like:${id}`, action: { do: "like", question: id } });
    }
  }
  for (const at of view.teacherWroteAt.slice(-maxLooked)) {
    if (
      at >= arrivedAt &&
      of("replies", at) < chatty * 0.35 &&
      now >= at + between(2000, 9000, of("replies when", at))
    ) {
      write(`reply:${at}`, texts.reply);
    }
  }
  return planned;
}
