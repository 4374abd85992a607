/**
 * Guards the teacher's pages: shows the page to a signed-in teacher, and a class's pages to its co-teachers, who may be
 * guests. Others get a sign-in form.
 */
import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useEffect } from "preact/hooks";
import { toRefusal } from "../../client/refusal.ts";
import { account, isCoTaught, loadAccount } from "../account.ts";
import { type SignInInput, signIn, signInFromAddress } from "../sign-in.ts";
import { useAttempt } from "../ui/attempt.ts";
import { Confirm } from "../ui/dialog.tsx";
import { errorNotice, errorText, Loading, Notice, Problem } from "../ui/notice.tsx";
import { Page } from "../ui/page.tsx";
import { Summary } from "../ui/summary.tsx";
import { common } from "../ui/texts.ts";
import { texts } from "./texts.ts";

/** `code`: the class that the page shows. */
export function Teacher({ code, page }: { code?: string; page: () => ComponentChildren }) {
  const problem = useSignal<unknown>(undefined);
  const linkProblem = useSignal<string | undefined>(undefined);
  /** The code of a link that would sign another teacher out. */
  const replacing = useSignal<SignInInput | undefined>(undefined);
  const load = async (input = signInFromAddress()) => {
    problem.value = undefined;
    replacing.value = undefined;
    try {
      if (input) await signIn(input);
      else if (account.value === undefined) await loadAccount();
    } catch (thrown) {
      if (input && "code" in input && toRefusal(thrown).code === "teacher_here") {
        replacing.value = { ...input, replace: true };
        return;
      }
      // A link from an earlier start has an old key: a signed-in teacher continues, others see why it failed.
      if (toRefusal(thrown).code === "unreachable") problem.value = thrown;
      else {
        linkProblem.value = errorText(thrown);
        await loadAccount().catch((second) => {
          problem.value = second;
        });
      }
    }
  };
  useEffect(() => void load(), []);

  if (replacing.value) {
    const words = texts.value.signIn;
    return (
      <Confirm
        title={words.replaceAsk}
        hint={words.replaceHint}
        yes={words.replaceYes}
        no={common.value.cancel}
        onYes={() => void load(replacing.value)}
        onNo={() => void load()}
      />
    );
  }
  const isCoTeacher = account.value && code !== undefined && isCoTaught(code);
  if (account.value?.role === "teacher" || isCoTeacher) return <>{page()}</>;
  return (
    <Page title={common.value.teacherSignIn}>
      {problem.value ? (
        <Notice says={errorNotice(problem.value)}>
          <button type="button" class="btn btn-primary btn-lg" onClick={() => void load()}>
            {common.value.again}
          </button>
        </Notice>
      ) : account.value === undefined ? (
        <Loading />
      ) : (
        <SignIn linkProblem={linkProblem.value} code={code} />
      )}
    </Page>
  );
}

interface SignInProps {
  /** Why the teacher's link did not sign in. */
  linkProblem?: string | undefined;
  /** The class whose page was opened: a co-teacher without an account may be in the wrong browser. */
  code?: string | undefined;
}

/** The forms for signing in. */
export function SignIn({ linkProblem, code }: SignInProps) {
  const words = texts.value;
  const { busy, problem, refusal, attempt } = useAttempt(linkProblem);

  async function submit(event: SubmitEvent & { currentTarget: HTMLFormElement }) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const read = (field: string) => String(form.get(field) ?? "").trim();
    await attempt(() =>
      signIn(form.has("key") ? { key: read("key") } : { name: read("name"), password: read("password") }),
    );
  }

  return (
    <div class="my-auto flex flex-col gap-8 py-8">
      <h1 class="text-step font-extrabold tracking-tight">{common.value.teacherSignIn}</h1>
      {code !== undefined && <p class="card-plain">{words.signIn.coTeacher(code)}</p>}
      <form class="card-plain flex flex-col gap-3" onSubmit={submit}>
        <label class="label-text" for="key">
          {words.signIn.key}
        </label>
        <input
          id="key"
          name="key"
          class="input font-code"
          autocomplete="off"
          spellcheck={false}
          required
          aria-describedby="key-hint"
        />
        <p id="key-hint" class="text-base text-quiet">
          {words.signIn.keyHint}
        </p>
        <button type="submit" class="btn btn-primary btn-lg" disabled={busy.value}>
          {words.signIn.enter}
        </button>
      </form>
      <NumberForm />
      <details class="px-5">
        <Summary>{words.signIn.byName}</Summary>
        <form class="mt-3 flex flex-col gap-3" onSubmit={submit}>
          <label class="label-text" for="name">
            {words.signIn.name}
          </label>
          <input id="name" name="name" class="input" autocomplete="username" required />
          <label class="label-text" for="password">
            {words.signIn.password}
          </label>
          <input id="password" name="password" type="password" class="input" autocomplete="current-password" required />
          <button type="submit" class="btn btn-lg" disabled={busy.value}>
            {words.signIn.enter}
          </button>
        </form>
      </details>
      <Problem says={problem.value} refusal={refusal.value} />
    </div>
  );
}

/** Signs in with the six digits that another device shows. */
function NumberForm() {
  const words = texts.value.signIn;
  const { busy, problem, refusal, attempt } = useAttempt();
  const number = useSignal("");
  return (
    <form
      class="flex flex-col gap-2 px-5"
      onSubmit={(event) => {
        event.preventDefault();
        void attempt(() => signIn({ code: number.value }));
      }}
    >
      <label class="label-text" for="number">
        {words.number}
      </label>
      <div class="flex flex-wrap gap-2">
        <input
          id="number"
          class="input min-w-40 flex-1 font-code tracking-widest"
          autocomplete="one-time-code"
          inputMode="numeric"
          maxLength={9}
          required
          pattern="\s*(\d\s*){6}"
          aria-describedby="number-hint"
          value={number.value}
          onInput={({ currentTarget }) => {
            number.value = currentTarget.value;
          }}
        />
        <button type="submit" class="btn btn-lg" disabled={busy.value}>
          {words.enter}
        </button>
      </div>
      <p id="number-hint" class="text-base text-quiet">
        {words.numberHint}
      </p>
      <Problem says={problem.value} refusal={refusal.value} />
    </form>
  );
}
