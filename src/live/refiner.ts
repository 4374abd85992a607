/** Words questions better, by an OpenAI-compatible chat endpoint of the school's own. Its failure costs nothing but that. */
import { getLogger } from "@logtape/logtape";
import { z } from "zod";
import { cleanText } from "../domain/text.ts";

const longest = 4000;

const instruction =
  "You tidy up a student's question so that the whole class understands it. Keep its language, its meaning and its " +
  "tone; mend spelling and leave out filler. Answer with the question alone, in one or two sentences.";

const Answer = z.object({ choices: z.array(z.object({ message: z.object({ content: z.string() }) })).min(1) });
const logger = getLogger(["lectern", "refiner"]);

export interface RefinerOptions {
  /** The endpoint: `…/chat/completions`, or the folder it is in (`http://localhost:11434/v1`). */
  readonly url: string;
  readonly model?: string | undefined;
  readonly key?: string | undefined;
  /** How long a wording may take, in milliseconds; 5 s. */
  readonly limit?: number;
}

/** A text worded better; undefined if the endpoint is slow, away, or answers nothing that fits, or once it is given up. */
export type Refiner = (text: string, givenUp: AbortSignal) => Promise<string | undefined>;

/** Opens the way to an endpoint. */
export function createRefiner({ url, model = "default", key, limit = 5000 }: RefinerOptions): Refiner {
  const endpoint = url.endsWith("/completions") ? url : `${url.replace(/\/+$/, "")}/chat/completions`;
  return async (text, givenUp) => {
    try {
      const response = await fetch(endpoint, {
        method: "POST",
        signal: AbortSignal.any([AbortSignal.timeout(limit), givenUp]),
        headers: { "Content-Type": "application/json", ...(key && { Authorization: `Bearer ${key}` }) },
        body: JSON.stringify({
          model,
          messages: [
            { role: "system", content: instruction },
            { role: "user", content: cleanText(text) },
          ],
        }),
      });
      if (!response.ok) throw new Error(`the refiner answered ${response.status}`);
      const [choice] = Answer.parse(await response.json()).choices;
      const worded = cleanText(choice?.message.content ?? "");
      return worded === "" || worded.length > longest ? undefined : worded;
    } catch (cause) {
      logger.warn("a question was not reworded: {cause}", { cause: reasonOf(cause) });
      return undefined;
    }
  };
}

/** Why it failed, without words of the question or of the answer: a parser's message repeats what it could not read. */
function reasonOf(cause: unknown): string {
  if (cause instanceof SyntaxError || cause instanceof z.ZodError) return "the refiner's answer has another form";
  return String(cause);
}
