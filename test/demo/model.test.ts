/** The simulated students: what they do is a function of their seed, what they see, what they have done, and the clock. */
import { describe, expect, test } from "bun:test";
import { type Action, type ClassView, type Memory, nextActions } from "../../src/demo/model.ts";
import { createPersonas, maxStudents, type Persona } from "../../src/demo/persona.ts";
import { demoTexts } from "../../src/demo/texts.ts";

const steps = [11, 12, 13];
const waiting: ClassView = {
  status: "WAITING",
  statusSince: 0,
  step: undefined,
  stepSince: 0,
  steps,
  questions: [],
  teacherWroteAt: [],
  helpedAt: [],
};
const onStep = (step: number, at: number): Partial<ClassView> => ({
  status: "IN_PROGRESS",
  statusSince: at,
  step,
  stepSince: at,
});

const persona = (change: Partial<Persona> = {}): Persona => ({
  seed: 1,
  index: 0,
  name: "Mina",
  texts: demoTexts.en,
  arrivesAt: 1000,
  away: undefined,
  pace: 1,
  stuck: 0,
  curious: 0,
  chatty: 0,
  ...change,
});

/** Runs a student second by second; `changes` are what they see from then on. Returns what they did, and when. */
function run(who: Persona, until: number, changes: Record<number, Partial<ClassView>> = {}) {
  let memory: Memory = new Map();
  let view = waiting;
  const done: (Action & { at: number })[] = [];
  for (let now = 0; now <= until; now += 1000) {
    view = { ...view, ...changes[now] };
    const next = nextActions(who, memory, { view, now });
    memory = next.memory;
    done.push(...next.actions.map((action) => ({ ...action, at: now })));
  }
  return done;
}
const kinds = (done: readonly Action[]) => done.map((action) => action.do);

describe("N1 a simulated student", () => {
  test("does the same with the same seed, and something else with another", () => {
    const changes = { 5000: onStep(11, 5000), 60000: onStep(12, 60_000) };
    const chatty = { stuck: 0.8, curious: 1, chatty: 0.9 };
    const run1 = run(persona(chatty), 200_000, changes);
    expect(run(persona(chatty), 200_000, changes)).toEqual(run1);
    expect(run(persona({ ...chatty, seed: 2 }), 200_000, changes)).not.toEqual(run1);
  });

  const table: {
    name: string;
    who?: Partial<Persona>;
    changes?: Record<number, Partial<ClassView>>;
    does: Action["do"][];
  }[] = [
    { name: "only joins while the class waits", does: ["arrive"] },
    { name: "starts and completes a step", changes: { 5000: onStep(11, 5000) }, does: ["arrive", "start", "complete"] },
    {
      name: "completes each step that the class moves to",
      changes: { 5000: onStep(11, 5000), 90000: onStep(12, 90_000) },
      does: ["arrive", "start", "complete", "start", "complete"],
    },
    {
      name: "completes nothing while the class is paused",
      changes: { 5000: onStep(11, 5000), 12000: { status: "PAUSED", statusSince: 12_000 } },
      does: ["arrive", "start"],
    },
    {
      name: "goes on after a pause",
      changes: {
        5000: onStep(11, 5000),
        12000: { status: "PAUSED", statusSince: 12_000 },
        100000: { status: "IN_PROGRESS", statusSince: 100_000 },
      },
      does: ["arrive", "start", "complete"],
    },
    {
      name: "leaves and comes back",
      who: { away: { from: 30_000, until: 40_000 } },
      does: ["arrive", "leave", "arrive"],
    },
    {
      name: "calls for help if stuck, and takes it back when the answer is found",
      who: { stuck: 2.6 },
      changes: { 5000: onStep(11, 5000) },
      does: ["arrive", "start", "callHelp", "takeHelpBack", "complete"],
    },
    {
      name: "does nothing after the end",
      changes: { 5000: onStep(11, 5000), 14000: { status: "ENDED", statusSince: 14_000 } },
      does: ["arrive", "start"],
    },
  ];
  for (const { name, who, changes = {}, does } of table) {
    test(name, () => {
      const done = run(persona(who), 220_000, changes).filter((action) => action.do !== "feedback");
      expect(kinds(done)).toEqual(does);
    });
  }

  test("completes the step soon after the teacher has helped", () => {
    const done = run(persona({ stuck: 2.6 }), 90_000, { 5000: onStep(11, 5000), 50000: { helpedAt: [50_000] } });
    const completed = done.find((action) => action.do === "complete");
    expect(kinds(done)).not.toContain("takeHelpBack");
    expect(completed?.at).toBeLessThan(66_000);
  });

  test("likes a question of somebody else once, and replies to the teacher", () => {
    const seen = {
      questions: [
        { id: 1, at: 5000, own: true },
        ...Array.from({ length: 9 }, (_, n) => ({ id: n + 2, at: 5000, own: false })),
      ],
    };
    const done = run(persona({ chatty: 1, index: 3 }), 120_000, {
      6000: { ...seen, teacherWroteAt: Array.from({ length: 20 }, (_, n) => 6000 + n * 100) },
    });
    const liked = done.flatMap((action) => (action.do === "like" ? [action.question] : []));
    expect(liked.length).toBeGreaterThan(0);
    expect(new Set(liked).size).toBe(liked.length);
    expect(liked).not.toContain(1);
    const written = done.flatMap((action) => (action.do === "write" ? [action.text] : []));
    expect(written.some((text) => demoTexts.en.reply.includes(text))).toBe(true);
  });
});

describe("a demo class", () => {
  test("has as many students as names, all of them different, most of them early and some late", () => {
    for (const language of ["ko", "en"] as const) {
      expect(new Set(demoTexts[language].names).size).toBe(maxStudents);
      expect(createPersonas({ seed: 7, students: 1000, language })).toHaveLength(maxStudents);
      const people = createPersonas({ seed: 7, students: 24, language });
      expect(new Set(people.map(({ name }) => name)).size).toBe(24);
      expect(people.filter(({ arrivesAt }) => arrivesAt < 23_000).length).toBeGreaterThan(18);
      expect(people.filter(({ arrivesAt }) => arrivesAt > 40_000).length).toBeGreaterThan(1);
      expect(people.filter(({ away }) => away).length).toBeGreaterThan(1);
    }
  });

  test("behaves like a class: steps are completed at different times, some call for help, some find it hard", () => {
    const changes = { 30000: onStep(11, 30_000), 110000: onStep(12, 110_000), 190000: onStep(13, 190_000) };
    const everybody = createPersonas({ seed: 3, students: 24, language: "ko" }).map((who) =>
      run(who, 300_000, changes),
    );
    const all = everybody.flat();
    const completed = all.filter((action) => action.do === "complete" && action.step === 11).map(({ at }) => at);
    expect(completed.length).toBeGreaterThan(16);
    expect(Math.max(...completed) - Math.min(...completed)).toBeGreaterThan(20_000);
    const share = (kind: Action["do"]) => all.filter((action) => action.do === kind).length;
    for (const kind of ["callHelp", "ask", "write", "leave"] as const)
      expect([kind, share(kind) > 0]).toEqual([kind, true]);
    expect(share("callHelp")).toBeLessThan(24);
    const feelings = new Set(all.flatMap((action) => (action.do === "feedback" ? [action.feedback] : [])));
    expect([...feelings].sort()).toEqual(["HARD", "OK"]);
  });
});
