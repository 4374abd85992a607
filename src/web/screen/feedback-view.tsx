/** How the class understands now. */
import { Shape } from "../ui/shape.tsx";
import { Empty } from "./empty.tsx";
import type { Shown } from "./shown.ts";
import { texts } from "./texts.ts";

export function FeedbackView({ shown: { feedback } }: { shown: Shown }) {
  const words = texts.value;
  const { ok, hard } = feedback ?? { ok: 0, hard: 0 };
  const all = ok + hard;
  return (
    <section class="flex h-full flex-col justify-center gap-[1.5rem]">
      <h1 class="text-[1.8rem] font-extrabold tracking-tight">{words.understanding}</h1>
      {all === 0 ? (
        <Empty says={words.noFeedback} />
      ) : (
        <>
          <div class="flex h-[4rem] gap-[0.2rem] overflow-hidden rounded-box bg-base-300" aria-hidden="true">
            {ok > 0 && <span class="projector-bar bg-primary" style={{ width: `${(100 * ok) / all}%` }} />}
            {hard > 0 && <span class="hatched flex-1" />}
          </div>
          <p class="flex flex-wrap justify-between gap-x-[2rem] text-[2.2rem] font-extrabold tabular-nums">
            <span class="inline-flex items-center gap-[0.4em] text-done-ink">
              <Shape status="done" size="0.85em" />
              {words.understood(ok)}
            </span>
            <span class="inline-flex items-center gap-[0.4em] text-help-ink">
              <Shape status="help" size="0.85em" />
              {words.hard(hard)}
            </span>
          </p>
        </>
      )}
    </section>
  );
}
