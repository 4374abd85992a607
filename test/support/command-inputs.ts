/**
 * Random inputs for every command of the registry, derived from its schema: a new command needs no line here. The table
 * only says more about commands of which chance alone would try too little.
 */
import fc from "fast-check";
import { toJsonSchema } from "../../src/docs/schema.ts";
import { type CommandName, commands } from "../../src/features/index.ts";
import { arbitraryOf, SomeId } from "./arbitraries.ts";

type Input = Record<string, unknown>;

interface Refinement {
  /** How often it is tried, compared with other commands (default: 2). */
  readonly weight?: number;
  /** Replaces the input, or some of its fields. */
  readonly fields?: Readonly<Record<string, fc.Arbitrary<unknown>>>;
}

const chord = fc.constantFrom("C", "G", " Am ", "F#m7", "Gb", "N.C.", "H", "");

/** Usually a poll in which the options 1 and 2 exist, and 2 is right. */
const somePoll = {
  kind: fc.constant("choice"),
  options: fc.constant([{ text: "A" }, { text: "B", correct: true }]),
  max_choices: fc.constantFrom(1, 2),
  scale: fc.constant(undefined),
  seconds: fc.constantFrom(null, 300),
};

const refinements: { readonly [K in CommandName]?: Refinement } = {
  // Happens at a random point of the test instead: otherwise most commands would find the class ended.
  "session.end": { weight: 0 },
  "session.start": { weight: 1 },
  "session.pause": { weight: 1 },
  "participant.remove": { weight: 1 },
  "step.start": { weight: 4 },
  "step.complete": { weight: 6 },
  "progress.update": { weight: 4, fields: { status: fc.constantFrom("started", "completed", "failed", "asleep") } },
  "help.request": { weight: 4 },
  "feedback.give": { weight: 4, fields: { feedback_type: fc.constantFrom("OK", "HARD", "HARD") } },
  "question.ask": { weight: 4 },
  "question.like": { weight: 4 },
  // A locked class would take nobody else in.
  "session.lock": { fields: { locked: fc.constant(false) } },
  "question.merge": { fields: { into: fc.constantFrom(1, 2, 3) } },
  "moderation.undo": { fields: { action_id: fc.integer({ min: 1, max: 20 }) } },
  "question.approve": { weight: 4 },
  "participant.mute": { weight: 1 },
  "chat.send": { weight: 4 },
  "poll.create": { fields: somePoll },
  "poll.open": { weight: 8 },
  "poll.remove": { weight: 1 },
  "poll.vote": { weight: 12, fields: { choices: fc.constantFrom([1], [2], [2, 1], [3]) } },
  "practice.start": {
    fields: {
      exercise: fc.option(fc.record({ pair: fc.tuple(chord, chord), seconds: fc.constantFrom(10, 60, 601) })),
    },
  },
  "chord.change": { weight: 5, fields: { chord } },
};

/** Random inputs of a command; ids in it are `SomeId`, for `withIds`. */
export function inputsOf(name: CommandName, text?: fc.Arbitrary<string>): fc.Arbitrary<Input> {
  const command = commands.get(name);
  if (!command) throw new Error(`there is no command ${name}`);
  const derived = arbitraryOf(toJsonSchema(command.input, "input"), text) as fc.Arbitrary<Input>;
  const { fields = {} } = refinements[name] ?? {};
  return fc.tuple(derived, fc.record(fields)).map(([input, refined]) => ({ ...input, ...refined }));
}

/** How often a command is tried, compared with others; 2 for a frame that is not a command. */
export const weightOf = (name: string | undefined): number => refinements[name as CommandName]?.weight ?? 2;

/** Any command of the registry, with a random input, by weight. */
export function anyCommand(text?: fc.Arbitrary<string>): fc.Arbitrary<{ command: string; input: Input }> {
  const known = Array.from(commands.keys()) as CommandName[];
  const weighted = known.map((command) => ({
    weight: weightOf(command),
    arbitrary: inputsOf(command, text).map((input) => ({ command, input })),
  }));
  return fc.oneof(...weighted);
}

/** What exists in a class: the values that a field of this name may have. */
export type Known = (field: string) => readonly unknown[];

/** The input with its ids looked up: mostly ids that exist, sometimes one that does not. */
export function withIds(input: Input, known: Known): Input {
  return Object.fromEntries(
    Object.entries(input).map(([field, value]) => {
      if (!(value instanceof SomeId)) return [field, value];
      const ids = known(field);
      return [field, ids[value.nth % (ids.length + 1)] ?? value.otherwise];
    }),
  );
}

/**
 * The ids of a class: its steps, its people, and every other id by the field that events of its log have it in. So the
 * `poll_id` of a new feature's command is one that an event `poll.opened` had.
 */
export function knownIn(
  steps: readonly { readonly id: number }[],
  people: Iterable<{ readonly id: string }>,
  log: Iterable<{ readonly data: unknown }>,
): Known {
  const found = new Map<string, Set<unknown>>();
  const add = (field: string, value: unknown) => found.set(field, (found.get(field) ?? new Set()).add(value));
  for (const { data } of log) {
    for (const [field, value] of Object.entries(data as object)) if (field.endsWith("_id")) add(field, value);
  }
  found.set("subtask_id", new Set(steps.map(({ id }) => id)));
  found.set("participant_id", new Set(Array.from(people, ({ id }) => id)));
  return (field) => Array.from(found.get(field) ?? []);
}
