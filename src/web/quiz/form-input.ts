/** The form of a poll: what is typed, and the poll that becomes of it. */
import type { PreparedPollInput } from "../../domain/quiz/prepared-poll.ts";
import { toNumber } from "../../domain/typed-number.ts";

export type PollKind = PreparedPollInput["kind"];

export interface PollForm {
  readonly kind: PollKind;
  readonly question: string;
  readonly options: readonly { readonly text: string; readonly correct: boolean }[];
  readonly several: boolean;
  /** How many options or words a vote has at most; "" if the form does not limit it. Only imported polls have it. */
  readonly most: string;
  readonly min: string;
  readonly max: string;
  readonly minLabel: string;
  readonly maxLabel: string;
  readonly answer: string;
  readonly tolerance: string;
  readonly results: "live" | "closed" | "hidden";
  readonly named: boolean;
  /** "" without a limit. */
  readonly seconds: string;
  readonly isQuiz: boolean;
  readonly points: string;
  readonly speed: boolean;
  readonly approveFirst: boolean;
}

const noOption = { text: "", correct: false };
export const emptyForm: PollForm = {
  kind: "choice",
  question: "",
  options: [noOption, noOption],
  several: false,
  most: "",
  min: "1",
  max: "5",
  minLabel: "",
  maxLabel: "",
  answer: "",
  tolerance: "0",
  results: "closed",
  named: false,
  seconds: "",
  isQuiz: false,
  points: "100",
  speed: false,
  approveFirst: false,
};

/** How many options a poll has at most. */
export const maxOptions = 12;

export const hasOptions = ({ kind }: PollForm): boolean => kind === "choice" || kind === "rank";
const filled = ({ options }: PollForm) => options.filter(({ text }) => text.trim() !== "");

/** Whether the form has a right answer, which a quiz needs. */
export const hasAnswer = (form: PollForm): boolean =>
  form.kind === "choice"
    ? filled(form).some(({ correct }) => correct)
    : form.kind === "number" && toNumber(form.answer) !== undefined;

/** Returns the poll, or `undefined` if something is missing. */
export function toPollInput(form: PollForm): PreparedPollInput | undefined {
  const { kind, several, most, results, named, isQuiz, seconds, speed } = form;
  const question = form.question.trim();
  const options = filled(form);
  const [min, max, points] = [Number(form.min), Number(form.max), Number(form.points)];
  const quiz = isQuiz && (kind === "choice" || kind === "number");
  const isScale = Number.isInteger(min) && Number.isInteger(max) && max > min && max - min <= 20;
  if (question === "" || (hasOptions(form) && options.length < 2) || (kind === "scale" && !isScale)) return undefined;
  if (quiz && (!hasAnswer(form) || !Number.isInteger(points) || points < 1 || points > 10_000)) return undefined;
  const answer = kind === "number" ? toNumber(form.answer) : undefined;
  return {
    kind,
    question,
    results,
    named,
    seconds: seconds === "" ? null : Number(seconds),
    ...(hasOptions(form) && {
      options: options.map(({ text, correct }) => ({
        text: text.trim(),
        ...(kind === "choice" && correct && { correct }),
      })),
    }),
    ...(kind === "choice" && several && { max_choices: Number(most) >= 2 ? Number(most) : options.length }),
    ...(kind === "words" && most !== "" && { max_choices: Number(most) }),
    ...(kind === "scale" && {
      scale: {
        min,
        max,
        ...(form.minLabel.trim() && { min_label: form.minLabel.trim() }),
        ...(form.maxLabel.trim() && { max_label: form.maxLabel.trim() }),
      },
    }),
    ...(answer !== undefined && { answer: { value: answer, tolerance: Math.abs(toNumber(form.tolerance) ?? 0) } }),
    ...(kind === "words" && form.approveFirst && { approve_first: true }),
    ...(quiz && { points, speed_bonus: speed && seconds !== "" }),
  };
}

/** Returns a poll as the form shows it. */
export function toForm(poll: PreparedPollInput): PollForm {
  const { kind, question, options = [], max_choices, scale, answer, results, seconds, points } = poll;
  const filledIn = options.map(({ text, correct = false }) => ({ text, correct }));
  return {
    ...emptyForm,
    kind,
    question,
    options: filledIn.length > 0 ? filledIn : emptyForm.options,
    several: kind === "choice" && (max_choices ?? 1) > 1,
    most: max_choices === undefined || (kind === "choice" && max_choices === options.length) ? "" : String(max_choices),
    ...(scale && {
      min: String(scale.min),
      max: String(scale.max),
      minLabel: scale.min_label ?? "",
      maxLabel: scale.max_label ?? "",
    }),
    ...(answer && { answer: String(answer.value), tolerance: String(answer.tolerance ?? 0) }),
    results,
    named: poll.named ?? false,
    seconds: seconds == null ? "" : String(seconds),
    isQuiz: points != null,
    points: points == null ? emptyForm.points : String(points),
    speed: poll.speed_bonus ?? false,
    approveFirst: poll.approve_first ?? false,
  };
}
