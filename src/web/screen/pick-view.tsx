/** The student who is picked now. */
import type { Shown } from "./shown.ts";
import { texts } from "./texts.ts";

export function PickView({ shown: { picks } }: { shown: Shown }) {
  return (
    <section class="flex h-full flex-col items-center justify-center gap-[1rem] text-center" aria-live="polite">
      <h1 class="text-[1.6rem] font-bold text-quiet">{texts.value.picked}</h1>
      <p key={picks?.pick_id} class="unfold text-[5rem] leading-tight font-extrabold tracking-tight text-balance">
        <bdi>{picks?.nickname}</bdi>
      </p>
    </section>
  );
}
