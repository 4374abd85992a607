/** Rephrases questions with an OpenAI-compatible chat endpoint of the school. If that fails, the question stays as it is. */
import { getLogger } from "@logtape/logtape";
import { z } from "zod";
import { cleanText } from "../domain/text.ts";

/** The longest rephrased question, in characters. */
const maxLength = 4000;

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
  /** How long a request may take, in milliseconds (default: 5000). */
  readonly timeoutMs?: number;
}

/** Rephrases a text. Resolves to undefined if the endpoint is slow or unreachable, its answer is unusable, or on abort. */
export type Refiner = (text: string, signal: AbortSignal) => Promise<string | undefined>;

export function createRefiner({ url, model = "default", key, timeoutMs = 5000 }: RefinerOptions): Refiner {
  const endpoint = url.endsWith("/completions") ? url : `${url.replace(/\/+$/, "")}/chat/completions`;
  return async (text, signal) => {
    try {
      const response = await fetch(endpoint, {
        method: "POST",
        signal: AbortSignal.any([AbortSignal.timeout(timeoutMs), signal]),
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
      return worded === "" || worded.length > maxLength ? undefined : worded;
    } catch (cause) {
      logger.warn("a question was not reworded: {cause}", { cause: reasonOf(cause) });
      return undefined;
    }
  };
}

/** The reason of a failure without any text of the question or the answer, which a parser's message would quote. */
function reasonOf(cause: unknown): string {
  if (cause instanceof SyntaxError || cause instanceof z.ZodError) return "the refiner's answer has another form";
  return String(cause);
}
