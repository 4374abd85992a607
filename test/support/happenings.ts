/** Random classes for fast-check: what people do in them, sensible and not, in turns. */
import fc from "fast-check";
import { commands as registry } from "../../src/features/index.ts";
import { anyCommand } from "./command-inputs.ts";

/** Something that happens in a class; `who` is 0 for the teacher, else a student, by their place in the roster. */
export type Happening = { readonly who: number } & (
  | {
      readonly kind: "command";
      readonly command: string;
      readonly input: Record<string, unknown>;
    }
  | { readonly kind: "connect" | "disconnect" | "tick" | "join" | "change" }
);

const commands = fc.oneof(
  { weight: 20, arbitrary: anyCommand() },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      { command: "constructor", input: {} },
      { command: "step.complete", input: { subtask_id: [] } },
    ),
  },
);

/** A command by somebody who may do it, more often than not. */
export const someCommand = fc
  .record({ who: fc.integer({ min: 0, max: 4 }), allowed: fc.boolean(), what: commands })
  .map(({ who, allowed, what }) => {
    const [role, another] = registry.get(what.command)?.by ?? [];
    if (!allowed || another || !role) return { ...what, who };
    return { ...what, who: role === "INSTRUCTOR" ? 0 : Math.max(1, who) };
  });

const others = fc.record({
  who: fc.integer({ min: 0, max: 4 }),
  kind: fc.constantFrom<"connect" | "disconnect" | "tick" | "join" | "change">(
    ...(["connect", "connect", "disconnect", "tick", "join", "change"] as const),
  ),
});

const happening: fc.Arbitrary<Happening> = fc.oneof(
  { weight: 5, arbitrary: someCommand.map((command) => ({ kind: "command" as const, ...command })) },
  { weight: 2, arbitrary: others },
);

const ending: Happening = { who: 0, kind: "command", command: "session.end", input: {} };

/** A class of up to `maxTurns` turns, each of one to five happenings; one class in three is ended in the middle. */
export const someClass = (maxTurns: number): fc.Arbitrary<readonly (readonly Happening[])[]> =>
  fc
    .tuple(
      fc.array(fc.array(happening, { minLength: 1, maxLength: 5 }), { maxLength: maxTurns, size: "max" }),
      fc.option(fc.nat(maxTurns), { freq: 2 }),
    )
    .map(([turns, end]) => (end === null ? turns : turns.toSpliced(end, 0, [ending])));
