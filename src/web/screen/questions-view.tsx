/** The open questions with the most likes, without who asked. */
import { Icon } from "../ui/icon.tsx";
import { Empty } from "./empty.tsx";
import type { Shown } from "./shown.ts";
import { texts } from "./texts.ts";

/** How many fit with two lines each. */
const maxShown = 5;

export function QuestionsView({ shown: { questions } }: { shown: Shown }) {
  const words = texts.value;
  const { top, open } = questions ?? { top: [], open: 0 };
  const shown = top.slice(0, maxShown);
  return (
    <section class="flex h-full flex-col gap-[0.7rem]">
      <h1 class="text-[1.5rem] font-extrabold tracking-tight">{words.questions}</h1>
      {shown.length === 0 && <Empty says={words.noQuestions} />}
      <ol class="flex min-h-0 flex-col gap-[0.5rem] overflow-hidden">
        {shown.map(({ question_id, text, like_count }) => (
          <li key={question_id} class="flex items-center gap-[0.8rem] rounded-box bg-base-100 px-[0.9rem] py-[0.35rem]">
            <span class="inline-flex w-[3.6rem] shrink-0 items-center gap-[0.3rem] text-[1.3rem] font-extrabold tabular-nums">
              <Icon name="up" size="0.9em" />
              <span aria-hidden="true">{like_count}</span>
              <span class="sr-only">{words.likes(like_count)}</span>
            </span>
            <span class="line-clamp-2 pb-[0.1em] text-[1.3rem] leading-tight font-semibold">{text}</span>
          </li>
        ))}
      </ol>
      {open > shown.length && (
        <p class="text-[1.05rem] font-semibold text-quiet">{words.moreQuestions(open - shown.length)}</p>
      )}
    </section>
  );
}
