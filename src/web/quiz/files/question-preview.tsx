/** A question of a file, with its options or its answer, and whether it is imported. */
import type { QuizQuestion } from "../../../domain/quiz/quiz.ts";
import { Icon } from "../../ui/icon.tsx";
import { texts } from "./texts.ts";

interface QuestionPreviewProps {
  question: QuizQuestion;
  isChosen: boolean;
  /** No more questions can be chosen. */
  isFull: boolean;
  onChoose: (on: boolean) => void;
}

export function QuestionPreview({ question, isChosen, isFull, onChoose }: QuestionPreviewProps) {
  const words = texts.value;
  const { kind, options, answer, seconds } = question;
  const hasRight = answer !== null || options.some(({ correct }) => correct);
  return (
    <li>
      <label class="flex cursor-pointer items-start gap-3 rounded-field bg-base-200 px-3 py-2">
        <input
          type="checkbox"
          class="checkbox checkbox-primary mt-1 shrink-0 rounded-md border-quiet"
          aria-label={words.take(question.question)}
          checked={isChosen}
          disabled={isFull && !isChosen}
          onChange={({ currentTarget }) => onChoose(currentTarget.checked)}
        />
        <span class="min-w-0 flex-1">
          <span class="block font-semibold whitespace-pre-line">{question.question}</span>
          <span class="flex flex-wrap gap-x-4 text-base">
            {options.map(({ text, correct }, n) => (
              <span
                key={n}
                class={correct ? "inline-flex items-center gap-1 font-semibold text-done-ink" : "text-quiet"}
              >
                {correct && <Icon name="check" size="1em" />}
                {text}
                {correct && <span class="sr-only">({words.right})</span>}
              </span>
            ))}
            {answer && <span class="font-semibold text-done-ink">{words.number(answer.value, answer.tolerance)}</span>}
            {kind === "words" && <span class="text-quiet">{words.words}</span>}
          </span>
          {kind !== "words" && !hasRight && <span class="block text-base text-behind-ink">{words.noRight}</span>}
        </span>
        {seconds !== null && <span class="text-base text-quiet tabular-nums">{words.seconds(seconds)}</span>}
      </label>
    </li>
  );
}
