/**
 * A poll as text, in the file of a lesson: the question, its options or its answer, and a line for each thing that is not
 * as usual.
 *
 *     The capital of Korea?
 *     * Seoul
 *     - Busan
 *     Points: 100
 *     Time: 30 s
 *
 * A poll that does not read back as the same, such as one whose question ends like a list, is written as JSON.
 */
import type { PreparedPollInput } from "./prepared-poll.ts";

type Kind = PreparedPollInput["kind"];
const kinds: readonly string[] = ["choice", "scale", "rank", "words", "number"] satisfies Kind[];
const results: readonly string[] = ["live", "closed", "hidden"] satisfies PreparedPollInput["results"][];

const labelled = /^(Kind|Choices|Scale|First label|Last label|Results|Time|Points|Rules): (.*)$/;
const option = /^([*-]) (.+)$/;
const answer = /^= (-?\d+(?:\.\d+)?(?:e[-+]?\d+)?)(?: \+- (\d+(?:\.\d+)?(?:e[-+]?\d+)?))?$/;
const rules = { named: "named", speed_bonus: "speed bonus", approve_first: "approve first" } as const;
const ruleNames = Object.keys(rules) as (keyof typeof rules)[];

/** Returns a poll with every field that can be missing, so that equal polls have equal texts as JSON. */
export function toCanonical(poll: PreparedPollInput) {
  const { kind, question, options, max_choices, scale, results } = poll;
  return {
    kind,
    question,
    ...(options && { options: options.map(({ text, correct }) => ({ text, ...(correct && { correct }) })) }),
    ...(max_choices !== undefined && { max_choices }),
    ...(scale && {
      scale: {
        min: scale.min,
        max: scale.max,
        ...(scale.min_label && { min_label: scale.min_label }),
        ...(scale.max_label && { max_label: scale.max_label }),
      },
    }),
    ...(poll.answer && { answer: { value: poll.answer.value, tolerance: poll.answer.tolerance ?? 0 } }),
    results,
    named: poll.named ?? false,
    seconds: poll.seconds ?? null,
    points: poll.points ?? null,
    speed_bonus: poll.speed_bonus ?? false,
    approve_first: poll.approve_first ?? false,
  };
}

/** Whether two polls are the same. */
export const isSamePoll = (one: PreparedPollInput, other: PreparedPollInput): boolean =>
  JSON.stringify(toCanonical(one)) === JSON.stringify(toCanonical(other));

export const areSamePolls = (some: readonly PreparedPollInput[], others: readonly PreparedPollInput[]): boolean =>
  JSON.stringify(some.map(toCanonical)) === JSON.stringify(others.map(toCanonical));

/** Writes a poll, as plainly as it reads back as the same. */
export function pollToText(poll: PreparedPollInput): string {
  const plain = toPlain(poll);
  const back = pollFromText(plain);
  return back && isSamePoll(back, poll) ? plain : JSON.stringify(toCanonical(poll));
}

/** Reads a poll. Returns `undefined` if the text is not one. */
export function pollFromText(text: string): PreparedPollInput | undefined {
  const poll = text.startsWith("{") ? fromJson(text) : fromPlain(text);
  const { kind, question, options, scale } = poll ?? {};
  const hasOptions = kind === "choice" || kind === "rank";
  const fits =
    typeof question === "string" &&
    question.trim() !== "" &&
    kinds.includes(kind ?? "") &&
    results.includes(poll?.results ?? "") &&
    hasOptions === Array.isArray(options) &&
    (kind === "scale") === (scale !== undefined) &&
    (options?.length ?? 2) >= 2;
  return fits ? poll : undefined;
}

function toPlain(poll: PreparedPollInput): string {
  const { kind, question, options = [], max_choices, scale, answer, seconds, points } = poll;
  const isUsual = kind === (options.length > 0 ? "choice" : answer ? "number" : "words");
  const lines = [
    question,
    ...options.map(({ text, correct }) => `${correct ? "*" : "-"} ${text}`),
    ...(answer ? [`= ${answer.value}${answer.tolerance ? ` +- ${answer.tolerance}` : ""}`] : []),
    ...(isUsual ? [] : [`Kind: ${kind}`]),
    ...(scale ? [`Scale: ${scale.min} to ${scale.max}`] : []),
    ...(scale?.min_label ? [`First label: ${scale.min_label}`] : []),
    ...(scale?.max_label ? [`Last label: ${scale.max_label}`] : []),
    ...(max_choices === undefined ? [] : [`Choices: ${max_choices}`]),
    ...(poll.results === "closed" ? [] : [`Results: ${poll.results}`]),
    ...(seconds == null ? [] : [`Time: ${seconds} s`]),
    ...(points == null ? [] : [`Points: ${points}`]),
  ];
  const set = ruleNames.filter((name) => poll[name]).map((name) => rules[name]);
  return [...lines, ...(set.length > 0 ? [`Rules: ${set.join(", ")}`] : [])].join("\n");
}

function fromPlain(text: string): PreparedPollInput {
  const lines = text.split("\n");
  /** Takes the last lines that are of a form. */
  const take = (form: RegExp) => {
    const from = lines.findLastIndex((line) => !form.test(line)) + 1;
    return lines.splice(from).map((line) => form.exec(line) ?? []);
  };
  const labels = new Map(take(labelled).map(([, label = "", value = ""]) => [label, value.trim()]));
  const [right] = take(answer).slice(-1);
  const options = take(option).map(([, mark, text = ""]) => ({ text, ...(mark === "*" && { correct: true }) }));
  const numberOf = (label: string) => Number.parseInt(labels.get(label) ?? "", 10);
  const [, min, max] = /^(-?\d+) to (-?\d+)$/.exec(labels.get("Scale") ?? "") ?? [];
  const [minLabel, maxLabel] = [labels.get("First label"), labels.get("Last label")];
  const set = (labels.get("Rules") ?? "").split(/,\s*/);
  const usual = options.length > 0 ? "choice" : right ? "number" : min === undefined ? "words" : "scale";
  return {
    kind: (labels.get("Kind") ?? usual) as Kind,
    question: lines.join("\n").trim(),
    ...(options.length > 0 && { options }),
    ...(labels.has("Choices") && { max_choices: numberOf("Choices") }),
    ...(min !== undefined && {
      scale: {
        min: Number(min),
        max: Number(max),
        ...(minLabel && { min_label: minLabel }),
        ...(maxLabel && { max_label: maxLabel }),
      },
    }),
    ...(right && { answer: { value: Number(right[1]), tolerance: Number(right[2] ?? 0) } }),
    results: (labels.get("Results") ?? "closed") as PreparedPollInput["results"],
    seconds: labels.has("Time") ? numberOf("Time") : null,
    points: labels.has("Points") ? numberOf("Points") : null,
    ...Object.fromEntries(ruleNames.map((name) => [name, set.includes(rules[name])])),
  };
}

function fromJson(text: string): PreparedPollInput | undefined {
  try {
    // What is wrong with its fields, the server says.
    return JSON.parse(text) as PreparedPollInput;
  } catch {
    return undefined;
  }
}
