/** Makes this browser a projector: with the number that the teacher's page shows. */
import { useSignal } from "@preact/signals";
import { api } from "../api.ts";
import { useAttempt } from "../ui/attempt.ts";
import { Problem } from "../ui/notice.tsx";
import { Page, useFocus } from "../ui/page.tsx";
import { texts } from "./texts.ts";

interface PairProps {
  /** Called with the code of the class that this browser now shows. */
  readonly onPaired: (code: string) => void;
  /** Why the number is needed, if this browser was a projector before. */
  readonly problem?: string | undefined;
}

export function Pair({ onPaired, problem: initialProblem }: PairProps) {
  const words = texts.value;
  const [title, hint] = words.pair;
  const field = useFocus<HTMLInputElement>();
  const number = useSignal("");
  const { busy, problem, refusal, attempt } = useAttempt(initialProblem);
  const submit = (event: Event) => {
    event.preventDefault();
    if (number.value.length < 6) return field.current?.focus();
    void attempt(async () => onPaired((await api.pairScreen(number.value)).session_code));
  };
  return (
    <Page title={words.title}>
      <form class="my-auto flex flex-col gap-3 py-8" onSubmit={submit}>
        <h1 class="text-step font-extrabold tracking-tight text-balance">{title}</h1>
        <p id="number-hint" class="mb-4 text-quiet">
          {hint}
        </p>
        <label class="label-text" for="number">
          {words.number}
        </label>
        <input
          ref={field}
          id="number"
          class="input h-20 text-center font-code text-4xl font-bold tracking-[0.2em]"
          value={number.value}
          onInput={({ currentTarget }) => {
            number.value = currentTarget.value.replace(/\D/g, "").slice(0, 6);
            currentTarget.value = number.value;
          }}
          inputMode="numeric"
          autocomplete="off"
          enterkeyhint="go"
          aria-describedby="number-hint number-problem"
        />
        <button type="submit" class="btn btn-primary btn-huge" disabled={busy.value}>
          {words.connect}
        </button>
        <Problem id="number-problem" says={problem.value} refusal={refusal.value} />
      </form>
    </Page>
  );
}
