/** A poll as its teacher writes it: at once in a class, or in a lesson, at a step. */
import { z } from "zod";
import { Text } from "../text.ts";

export const PollKind = z.enum(["choice", "scale", "rank", "words", "number"]);
/** When students see the results: while the poll is open, once it is closed, or once it is revealed. */
export const ShowResults = z.enum(["live", "closed", "hidden"]);

const hasOptions = (kind: z.infer<typeof PollKind>): boolean => kind === "choice" || kind === "rank";

export const PreparedPoll = z
  .object({
    kind: PollKind,
    question: Text(500),
    options: z
      .array(z.object({ text: Text(200), correct: z.boolean().optional() }))
      .min(2)
      .max(12)
      .optional(),
    max_choices: z.number().int().min(1).max(12).optional(),
    scale: z
      .object({
        min: z.number().int().min(-1000).max(1000),
        max: z.number().int().min(-1000).max(1000),
        min_label: Text(100).optional(),
        max_label: Text(100).optional(),
      })
      .refine(({ min, max }) => max > min && max - min <= 20, "A scale has 2 to 21 values.")
      .optional(),
    /** The right answer to a `number` poll. */
    answer: z.object({ value: z.number(), tolerance: z.number().nonnegative().default(0) }).optional(),
    results: ShowResults,
    named: z.boolean().default(false),
    seconds: z.number().int().min(5).max(3600).nullish(),
    points: z.number().int().min(1).max(10_000).nullish(),
    speed_bonus: z.boolean().default(false),
    approve_first: z.boolean().default(false),
  })
  .refine(({ kind, options }) => hasOptions(kind) === (options !== undefined), {
    path: ["options"],
    message: "A poll of the kind choice or rank has 2 to 12 options; the others have none.",
  })
  .refine(({ kind, scale }) => (kind === "scale") === (scale !== undefined), {
    path: ["scale"],
    message: "A poll of the kind scale has a scale; the others have none.",
  })
  .refine(
    ({ points, kind, options, answer }) =>
      points == null ||
      (kind === "choice" && options?.some(({ correct }) => correct)) ||
      (kind === "number" && answer !== undefined),
    { path: ["points"], message: "Only a poll with a right answer has points." },
  );
export type PreparedPoll = z.output<typeof PreparedPoll>;
/** A prepared poll before it is validated: fields with a default may be missing. */
export type PreparedPollInput = z.input<typeof PreparedPoll>;
