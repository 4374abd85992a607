/** The start page: a student types a code; a teacher goes on to sign in. */
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { account, askWhoIAm, knownTeacher } from "../account.ts";
import { text } from "../messages/index.ts";
import { go } from "../router.ts";
import { Problem } from "../ui/notice.tsx";
import { Link, Page, useFocus } from "../ui/page.tsx";
import { codeIn } from "./code.ts";

export function Start() {
  const words = text.value.start;
  const field = useFocus<HTMLInputElement>();
  const code = useSignal("");
  const problem = useSignal<string | undefined>(undefined);

  // On the teacher's own machine this page is only on the way to theirs.
  useEffect(() => {
    if (!knownTeacher()) return;
    askWhoIAm()
      .then(() => account.value?.role === "teacher" && go("/teach", { replace: true }))
      .catch(() => {});
  }, []);

  const enter = (event: Event) => {
    event.preventDefault();
    if (code.value.length < 4) problem.value = words.badCode;
    else go(`/j/${code.value}`);
  };
  const typed = ({ currentTarget }: { currentTarget: HTMLInputElement }) => {
    code.value = codeIn(currentTarget.value);
    currentTarget.value = code.value;
    problem.value = undefined;
  };

  return (
    <Page title="Lectern">
      <form class="my-auto flex flex-col gap-3 py-8" onSubmit={enter}>
        <h1 class="text-step font-extrabold tracking-tight">{words.title}</h1>
        <p class="mb-4 text-quiet">{words.what}</p>
        <label class="label-text" for="code">
          {words.code}
        </label>
        <input
          ref={field}
          id="code"
          class="input h-20 text-center font-code text-4xl font-bold tracking-[0.2em] uppercase"
          value={code.value}
          onInput={typed}
          autocomplete="off"
          autocapitalize="characters"
          spellcheck={false}
          enterkeyhint="go"
          aria-describedby="code-hint code-problem"
        />
        <p id="code-hint" class="text-base text-quiet">
          {words.codeHint}
        </p>
        <button type="submit" class="btn btn-primary btn-huge">
          {words.enter}
        </button>
        <Problem id="code-problem" says={problem.value} />
      </form>
      <Link to="/teach" class="btn btn-ghost self-center text-quiet">
        {words.teacher}
      </Link>
    </Page>
  );
}
