/** Random classes for fast-check: what people do in them, sensible and not, in turns. */
import fc from "fast-check";

/** Something that happens in a class; `who` is 0 for the teacher, else a student, by their place in the roster. */
export type Happening = { readonly who: number } & (
  | {
      readonly kind: "command";
      readonly command: string;
      readonly input: Record<string, unknown>;
      /** The step it names, by its place in the lesson; past the end there is none. */
      readonly step?: number;
      /** The person it names, by their place in the roster. */
      readonly person?: number;
      /** The message it names, by its place in the list. */
      readonly message?: number;
    }
  | { readonly kind: "connect" | "disconnect" | "tick" | "join" | "change" }
);

const text = fc.oneof(
  fc.constant(null),
  fc.constant(""),
  fc.string({ unit: "binary", maxLength: 20 }),
  fc.constant("<b>__proto__</b>"),
);
const step = fc.oneof(
  { weight: 9, arbitrary: fc.integer({ min: 0, max: 2 }) },
  { weight: 1, arbitrary: fc.constant(9) },
);
const status = fc.constantFrom("started", "in_progress", "completed", "completed", "failed", "asleep");
const said = fc.record({ message: text });
const question = fc.record({ question_id: fc.integer({ min: 0, max: 5 }) });
const asked = fc.record(
  { text, question_id: fc.integer({ min: 0, max: 5 }), capture_url: fc.constant("https://example.com/1.png") },
  { requiredKeys: ["text"] },
);
const chord = fc.constantFrom("C", "G", " Am ", "F#m7", "Gb", "N.C.", "H", "");
const timestamp = fc.oneof(fc.constant(null), fc.double({ noNaN: true, noDefaultInfinity: true }), text);
const timed = fc.record({ timestamp }, { requiredKeys: [] });
const exercise = fc.record({ pair: fc.tuple(chord, chord), seconds: fc.constantFrom(10, 60, 601) });
const practised = fc.record({ timestamp, exercise }, { requiredKeys: [] });

const command = (
  weight: number,
  name: string,
  what: fc.Arbitrary<{ input?: Record<string, unknown>; step?: number; person?: number; message?: number }>,
) => ({ weight, arbitrary: what.map((what) => ({ kind: "command" as const, command: name, input: {}, ...what })) });

const commands = fc.oneof(
  command(1, "session.start", fc.record({ input: said })),
  command(1, "session.pause", fc.record({ input: said })),
  command(2, "session.resume", fc.record({ input: said })),
  command(3, "step.start", fc.record({ step, input: said })),
  command(2, "step.start", fc.record({ input: said })),
  command(6, "step.complete", fc.record({ step })),
  command(4, "progress.update", fc.record({ step, input: fc.record({ status, note: text }) })),
  command(3, "help.request", fc.record({ input: said })),
  command(1, "help.request", fc.record({ step, input: said })),
  command(3, "help.resolve", fc.record({ input: fc.record({ help_id: fc.integer({ min: 0, max: 6 }) }) })),
  command(1, "participant.activate", fc.constant({})),
  command(1, "participant.remove", fc.record({ person: fc.integer({ min: 0, max: 9 }) })),
  command(
    4,
    "feedback.give",
    fc.record({ input: fc.record({ feedback_type: fc.constantFrom("OK", "HARD", "HARD") }) }),
  ),
  command(1, "important.mark", fc.record({ input: fc.record({ note: text }) })),
  command(1, "hard_alert.raise", fc.constant({})),
  command(2, "question.intend", fc.constant({})),
  command(4, "question.ask", fc.record({ input: asked })),
  command(4, "question.like", fc.record({ input: question })),
  command(3, "question.unlike", fc.record({ input: question })),
  command(2, "question.answer", fc.record({ input: question })),
  command(1, "question.hide", fc.record({ input: question })),
  command(3, "chat.send", fc.record({ input: fc.record({ content: text }) })),
  command(2, "chat.delete", fc.record({ message: fc.integer({ min: 0, max: 4 }) })),
  command(1, "typing.set", fc.record({ input: fc.record({ is_typing: fc.boolean() }) })),
  command(2, "practice.start", fc.record({ input: practised })),
  command(2, "practice.end", fc.record({ input: timed })),
  command(5, "chord.change", fc.record({ input: fc.record({ chord }) })),
  command(1, "constructor", fc.constant({})),
  command(1, "step.complete", fc.record({ input: fc.record({ subtask_id: fc.anything() }) })),
);
const others = fc.constantFrom("connect", "connect", "disconnect", "tick", "join", "change").map((kind) => ({ kind }));

const happening: fc.Arbitrary<Happening> = fc
  .tuple(fc.integer({ min: 0, max: 4 }), fc.oneof({ weight: 5, arbitrary: commands }, { weight: 2, arbitrary: others }))
  .map(([who, what]) => ({ ...what, who }) as Happening);

const ending: Happening = { who: 0, kind: "command", command: "session.end", input: {} };

/** A class of up to `maxTurns` turns, each of one to five happenings; one class in three is ended in the middle. */
export const someClass = (maxTurns: number): fc.Arbitrary<readonly (readonly Happening[])[]> =>
  fc
    .tuple(
      fc.array(fc.array(happening, { minLength: 1, maxLength: 5 }), { maxLength: maxTurns, size: "max" }),
      fc.option(fc.nat(maxTurns), { freq: 2 }),
    )
    .map(([turns, end]) => (end === null ? turns : turns.toSpliced(end, 0, [ending])));

/** The input of a command that names a step, a person and a message of this class. */
export function inputOf(
  { input, step, person, message }: Extract<Happening, { kind: "command" }>,
  steps: readonly { id: number }[],
  people: readonly { id: string }[],
  messages: readonly string[] = [],
): Record<string, unknown> {
  return {
    ...input,
    ...(step !== undefined && { subtask_id: steps[step]?.id ?? 999 }),
    ...(person !== undefined && { participant_id: people[person]?.id ?? Bun.randomUUIDv7() }),
    ...(message !== undefined && { message_id: messages[message] ?? Bun.randomUUIDv7() }),
  };
}
