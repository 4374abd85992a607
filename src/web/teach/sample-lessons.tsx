/** The sample lessons: a press copies one to the teacher's lessons and opens it in the editor. */
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { Sample } from "../../samples/sample.ts";
import { api } from "../api.ts";
import { language } from "../language.ts";
import { go } from "../router.ts";
import { errorText, Problem } from "../ui/notice.tsx";
import { Summary } from "../ui/summary.tsx";
import { common } from "../ui/texts.ts";
import { texts } from "./texts.ts";

/** `open`: whether the samples are unfolded at first, for teachers without lessons. */
export function SampleLessons({ open }: { open: boolean }) {
  const words = texts.value.samples;
  const samples = useSignal<readonly [string, Sample][]>([]);
  const unfolded = useSignal(open);
  const problem = useSignal<string | undefined>(undefined);
  const busy = useSignal(false);
  useEffect(() => {
    if (!unfolded.value || samples.value.length > 0) return;
    // Loaded when they are shown: their texts are as large as a page.
    import("../../samples/index.ts").then(
      (loaded) => {
        samples.value = Object.entries(loaded.samples);
      },
      (thrown) => {
        problem.value = errorText(thrown);
      },
    );
  }, [unfolded.value]);

  const use = async (sample: Sample) => {
    if (busy.value) return;
    busy.value = true;
    problem.value = undefined;
    try {
      const { toLessonInput } = await import("../../samples/sample.ts");
      const { id } = await api.makeLesson(toLessonInput(sample[language.value]));
      go(`/teach/lessons/${id}`);
    } catch (thrown) {
      problem.value = errorText(thrown);
    } finally {
      busy.value = false;
    }
  };

  return (
    <details
      open={unfolded.value}
      onToggle={({ currentTarget }) => {
        unfolded.value = currentTarget.open;
      }}
    >
      <Summary>{words.title}</Summary>
      {problem.value && <Problem says={problem.value} />}
      <ul class="grid gap-3 pt-2 sm:grid-cols-2 lg:grid-cols-3">
        {samples.value.map(([name, sample]) => {
          const { title, about, steps } = sample[language.value];
          return (
            <li key={name} class="card-plain flex flex-col gap-3 border-dashed">
              <p class="flex-1">
                <span class="block text-xl leading-snug font-bold">{title}</span>
                <span class="block text-base">{about}</span>
                <span class="text-base text-quiet">{common.value.steps(steps.length)}</span>
              </p>
              <button type="button" class="btn" disabled={busy.value} onClick={() => void use(sample)}>
                {words.use}
                <span class="sr-only">: {title}</span>
              </button>
            </li>
          );
        })}
      </ul>
    </details>
  );
}
