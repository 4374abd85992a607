/** The start page: a student enters a class code; a teacher goes to the sign-in page. */
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { account, knownTeacher, loadAccount } from "../account.ts";
import { useDraft } from "../drafts.ts";
import { go } from "../router.ts";
import { api } from "../student-api.ts";
import { Problem } from "../ui/notice.tsx";
import { GuideLink, Link, Page, useFocus } from "../ui/page.tsx";
import { common } from "../ui/texts.ts";
import { codeIn } from "./code.ts";
import { forgetClass, type LastClass, lastClass } from "./last-class.ts";
import { texts } from "./texts.ts";

export function Start() {
  const words = texts.value;
  const field = useFocus<HTMLInputElement>();
  const { value: code } = useDraft("code", "");
  const isBadCode = useSignal(false);

  const back = useSignal<LastClass | undefined>(undefined);
  useEffect(() => {
    const last = lastClass();
    if (!last) return;
    api
      .findClass(last.code)
      .then((found) => {
        if (!found || found.status === "ENDED") forgetClass(last.code);
        else back.value = { code: last.code, title: found.title };
      })
      .catch(() => {
        back.value = last;
      });
  }, []);

  // In a teacher's browser, continue to the teacher's page.
  useEffect(() => {
    if (!knownTeacher()) return;
    loadAccount()
      .then(() => account.value?.role === "teacher" && go("/teach", { replace: true }))
      .catch(() => {});
  }, []);

  const enter = (event: Event) => {
    event.preventDefault();
    if (code.value.length < 4) isBadCode.value = true;
    else go(`/j/${code.value}`);
  };
  const typed = ({ currentTarget }: { currentTarget: HTMLInputElement }) => {
    code.value = codeIn(currentTarget.value);
    currentTarget.value = code.value;
    isBadCode.value = false;
  };

  return (
    <Page title="Lectern">
      <form class="my-auto flex flex-col gap-3 py-8" onSubmit={enter}>
        <h1 class="text-step font-extrabold tracking-tight">{common.value.enterClassroom}</h1>
        <p class="mb-4 text-quiet">{words.what}</p>
        {back.value && (
          <Link to={`/s/${back.value.code}`} class="btn btn-primary btn-huge unfold mb-6">
            {words.back(back.value.title)}
          </Link>
        )}
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
        <button type="submit" class={`btn btn-huge ${back.value ? "" : "btn-primary"}`}>
          {words.enter}
        </button>
        <Problem id="code-problem" says={isBadCode.value ? words.badCode : undefined} />
      </form>
      <OtherPages />
    </Page>
  );
}

const OtherPages = () => (
  <div class="flex flex-wrap justify-center gap-x-2">
    <Link to="/teach" class="btn btn-ghost text-quiet">
      {texts.value.teacher}
    </Link>
    <GuideLink class="btn btn-ghost text-quiet" />
  </div>
);
