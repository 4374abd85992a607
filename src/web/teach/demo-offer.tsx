/** Starts a class with simulated students, and deletes one with one press. */
import { useSignal } from "@preact/signals";
import type { Session } from "../../features/whole-session.ts";
import { api } from "../api.ts";
import { language } from "../language.ts";
import { go } from "../router.ts";
import { errorText, Problem } from "../ui/notice.tsx";
import { texts } from "./texts.ts";

/** Opens the demo class and goes to its room. */
export function useDemo() {
  const busy = useSignal(false);
  const problem = useSignal<string | undefined>(undefined);
  const start = async () => {
    if (busy.value) return;
    busy.value = true;
    problem.value = undefined;
    try {
      const { code } = await api.startDemo(language.value);
      go(`/teach/${code}`);
    } catch (thrown) {
      problem.value = errorText(thrown);
    } finally {
      busy.value = false;
    }
  };
  return { busy, problem, start };
}

/** The offer for teachers without a class: what a demo class is, and the button. */
export function DemoOffer() {
  const words = texts.value.demo;
  const { busy, problem, start } = useDemo();
  return (
    <section class="card-plain flex flex-col gap-3 sm:flex-row sm:items-center sm:gap-6" aria-labelledby="demo-offer">
      <div class="flex-1">
        <h2 id="demo-offer" class="text-xl font-bold tracking-tight">
          {words.title}
        </h2>
        <p class="max-w-prose text-quiet">{words.hint}</p>
        {problem.value && <Problem says={problem.value} />}
      </div>
      <button type="button" class="btn btn-lg" disabled={busy.value} onClick={() => void start()}>
        {words.start}
      </button>
    </section>
  );
}

/** The same as a quiet button, for teachers who have classes. */
export function DemoLink() {
  const { busy, problem, start } = useDemo();
  return (
    <>
      <button type="button" class="min-h-11 underline" disabled={busy.value} onClick={() => void start()}>
        {texts.value.demo.start}
      </button>
      {problem.value && <Problem says={problem.value} />}
    </>
  );
}

interface DemoMarkProps {
  session: Session;
  onDeleted: (session: Session) => void;
}

/** The button that deletes a demo class at once: nothing in it is anybody's work. */
export function DeleteDemo({ session, onDeleted }: DemoMarkProps) {
  const busy = useSignal(false);
  const words = texts.value.demo;
  const remove = async () => {
    busy.value = true;
    try {
      await api.deleteSession(session.code);
      onDeleted(session);
    } catch {
      busy.value = false;
    }
  };
  return (
    <button type="button" class="btn btn-ghost px-4" disabled={busy.value} onClick={() => void remove()}>
      <span aria-hidden="true">{words.remove}</span>
      <span class="sr-only">{words.removeOf(session.title)}</span>
    </button>
  );
}
