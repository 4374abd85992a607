/** The dialog that imports questions: a file or a text, a preview with what is left out, and what they become. */
import { useSignal } from "@preact/signals";
import { useEffect, useMemo } from "preact/hooks";
import { toPreparedPoll } from "../../../domain/quiz/convert.ts";
import type { TextForm } from "../../../domain/quiz/read-file.ts";
import { useDraft } from "../../drafts.ts";
import { Switch } from "../../settings/switches.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { errorText, Problem } from "../../ui/notice.tsx";
import { common } from "../../ui/texts.ts";
import type { QuizFilesProps } from "../quiz-files.ts";
import { LeftOut } from "./left-out.tsx";
import { QuestionPreview } from "./question-preview.tsx";
import { QuizInput } from "./quiz-input.tsx";
import { type InputProblem, type ReadInput, readFile, readText } from "./read-input.ts";
import { texts } from "./texts.ts";

type ImportDialogProps = QuizFilesProps & { readonly onClose: () => void };

const forms: readonly TextForm[] = ["plain", "gift", "csv"];
const maxPoints = 10_000;

/** What was read, and which of its questions are imported. */
function useImport({ draft, free, onImport, onClose }: ImportDialogProps) {
  const { value: stored, forget } = useDraft(`questions.${draft}`, "");
  const input = useSignal<ReadInput | undefined>(undefined);
  const unreadable = useSignal<InputProblem | undefined>(undefined);
  /** The indexes of the questions to import. */
  const chosen = useSignal<ReadonlySet<number>>(new Set());
  const points = useSignal<string | null>("100");
  const problem = useSignal("");
  /** How many questions were imported, and of how many; `undefined` if nothing is being imported. */
  const importing = useSignal<readonly [number, number] | undefined>(undefined);
  const closing = useMemo(() => new AbortController(), []);
  useEffect(() => () => closing.abort(), [closing]);
  const show = (read: ReadInput | InputProblem) => {
    problem.value = "";
    unreadable.value = typeof read === "string" ? read : undefined;
    input.value = typeof read === "string" ? undefined : read;
    const questions = typeof read === "string" ? [] : read.quiz.questions;
    chosen.value = new Set(Array.from(questions.keys()).slice(0, free));
    if (typeof read !== "string") stored.value = read.text;
  };
  useEffect(() => {
    if (stored.value !== "") show(readText(stored.value));
  }, []);
  const value = points.value === null ? null : Number(points.value);
  const isValid = value === null || (Number.isInteger(value) && value >= 1 && value <= maxPoints);
  const cancel = () => {
    // The questions that are not imported yet stay for the next time.
    if (!importing.value) forget();
    onClose();
  };
  const add = async () => {
    const questions = input.value?.quiz.questions ?? [];
    const left = questions.flatMap((question, n) => (chosen.value.has(n) ? [[n, question] as const] : []));
    const onAdded = (count: number) => {
      importing.value = [count, left.length];
    };
    onAdded(0);
    const polls = left.map(([, question]) => toPreparedPoll(question, value));
    const imported = await onImport(polls, { signal: closing.signal, onAdded });
    importing.value = undefined;
    if (imported.added === left.length) forget();
    if (closing.signal.aborted) return;
    if (imported.added === left.length) return onClose();
    chosen.value = new Set(left.slice(imported.added).map(([n]) => n));
    problem.value = `${texts.value.importedSome(imported.added)} ${errorText(imported.problem)}`;
  };
  const choose = (n: number, on: boolean) => {
    const others = [...chosen.value].filter((other) => other !== n);
    chosen.value = new Set(on ? [...others, n] : others);
  };
  const mayAdd = chosen.value.size > 0 && isValid && !importing.value;
  return { input, unreadable, chosen, points, problem, importing, show, choose, add, cancel, mayAdd };
}

export function ImportDialog(props: ImportDialogProps) {
  const { free, onClose } = props;
  const words = texts.value;
  const { input, unreadable, chosen, points, problem, importing, show, choose, add, cancel, mayAdd } = useImport(props);
  const { quiz, form, text = "" } = input.value ?? {};
  return (
    <Dialog title={words.importTitle} size="wide" onClose={onClose}>
      <p class="text-quiet">{words.importHint}</p>
      <QuizInput
        text={text}
        onText={(pasted) => show(readText(pasted))}
        onFile={async (file) => show(await readFile(file))}
      />
      {unreadable.value && <Problem says={words.unreadable[unreadable.value]} />}
      {form !== undefined && text.trim() !== "" && (
        <label class="flex flex-wrap items-center gap-3">
          <span class="label-text">{words.form}</span>
          <select
            class="select w-44"
            value={form}
            onChange={({ currentTarget }) => show(readText(text, currentTarget.value as TextForm))}
          >
            {forms.map((one) => (
              <option key={one} value={one}>
                {words.forms[one]}
              </option>
            ))}
          </select>
        </label>
      )}
      {quiz && (form === undefined || text.trim() !== "") && (
        <>
          <p class="text-lg font-bold" role="status">
            {quiz.questions.length === 0 ? words.nothing : words.found(quiz.questions.length)}
          </p>
          <LeftOut quiz={quiz} />
          {quiz.questions.length > free && <p class="font-semibold text-behind-ink">{words.full(free)}</p>}
          <ol class="flex flex-col gap-2">
            {quiz.questions.map((question, n) => (
              <QuestionPreview
                key={n}
                question={question}
                isChosen={chosen.value.has(n)}
                isFull={chosen.value.size >= free}
                onChoose={(on) => choose(n, on)}
              />
            ))}
          </ol>
          <Points
            value={points.value}
            onChange={(to) => {
              points.value = to;
            }}
          />
        </>
      )}
      {problem.value && <Problem says={problem.value} />}
      {importing.value && <p role="status">{words.importing(...importing.value)}</p>}
      <div class="sticky bottom-0 -mx-6 -mb-6 flex flex-wrap justify-end gap-3 border-t border-base-300 bg-base-100 px-6 pt-3 pb-5">
        <button type="button" class="btn btn-lg btn-ghost" onClick={cancel}>
          {common.value.cancel}
        </button>
        <button type="button" class="btn btn-lg btn-primary" disabled={!mayAdd} onClick={() => void add()}>
          {words.add(chosen.value.size)}
        </button>
      </div>
    </Dialog>
  );
}

/** Whether right answers get points, and how many; null: no points. */
function Points({ value, onChange }: { value: string | null; onChange: (value: string | null) => void }) {
  const words = texts.value;
  return (
    <div class="flex flex-wrap items-end gap-x-6">
      <div class="min-w-60 flex-1">
        <Switch
          says={[words.quiz, words.quizHint]}
          on={value !== null}
          onSwitch={(on) => onChange(on ? "100" : null)}
        />
      </div>
      {value !== null && (
        <label class="flex w-32 flex-col gap-2">
          <span class="label-text">{words.points}</span>
          <input
            class="input"
            inputmode="numeric"
            autocomplete="off"
            maxLength={5}
            value={value}
            onInput={({ currentTarget }) => onChange(currentTarget.value)}
          />
        </label>
      )}
    </div>
  );
}
