/** The page of an invitation, `/co-teach`: what class it is for, and one button to accept it. */
import { useSignal } from "@preact/signals";
import { useEffect, useMemo } from "preact/hooks";
import type { Invitation } from "../../client/sharing-api.ts";
import { account, loadAccount, rememberCoTaught } from "../account.ts";
import { api } from "../api.ts";
import { go } from "../router.ts";
import { SignIn } from "../teach/teacher.tsx";
import { useAttempt } from "../ui/attempt.ts";
import { errorText, Loading, Notice, Problem } from "../ui/notice.tsx";
import { Link, Page } from "../ui/page.tsx";
import { common } from "../ui/texts.ts";
import { texts } from "./texts.ts";

/** Removes the invitation from the address, so that it is neither kept in the history nor readable on the screen. */
function invitationFromAddress(): string | undefined {
  const secret = new URLSearchParams(location.hash.slice(1)).get("invitation");
  if (secret === null) return undefined;
  history.replaceState(null, "", location.pathname + location.search);
  return secret;
}

export function InvitationPage() {
  const words = texts.value.page;
  const secret = useMemo(invitationFromAddress, []);
  const found = useSignal<Invitation | undefined>(undefined);
  const signingIn = useSignal(false);
  const hasAccount = account.value?.role === "teacher" || account.value?.role === "student";
  const { problem, attempt } = useAttempt();
  const load = async () => {
    if (secret === undefined) return;
    await loadAccount();
    found.value = await api.readInvitation(secret);
  };
  useEffect(() => void attempt(load), []);
  return (
    <Page title={words.title}>
      {secret === undefined ? (
        <Notice says={words.noLink}>
          <Link to="/" class="btn btn-lg">
            {common.value.toStart}
          </Link>
        </Notice>
      ) : problem.value ? (
        <Notice says={[words.refused, problem.value]}>
          <button type="button" class="btn btn-lg" onClick={() => void attempt(load)}>
            {common.value.again}
          </button>
        </Notice>
      ) : signingIn.value && !hasAccount ? (
        <SignIn />
      ) : found.value === undefined ? (
        <Loading />
      ) : (
        <AcceptForm
          secret={secret}
          invitation={found.value}
          onSignIn={() => {
            signingIn.value = true;
          }}
        />
      )}
    </Page>
  );
}

interface AcceptFormProps {
  secret: string;
  invitation: Invitation;
  /** Shows the form for signing in with an account first. */
  onSignIn: () => void;
}

function AcceptForm({ secret, invitation, onSignIn }: AcceptFormProps) {
  const words = texts.value.page;
  const { title, teacher, session_code } = invitation;
  const name = useSignal(invitation.name);
  const { busy, problem, refusal, attempt } = useAttempt();
  const user = account.value;
  const named = user && user.role !== "guest" ? user.name : undefined;
  const accept = async () => {
    await api.acceptInvitation(secret, named === undefined ? name.value.trim() : undefined);
    rememberCoTaught(session_code);
    await loadAccount();
    go(`/teach/${session_code}`, { replace: true });
  };
  return (
    <form
      class="my-auto flex flex-col gap-3 py-8"
      onSubmit={(event) => {
        event.preventDefault();
        void attempt(accept, errorText);
      }}
    >
      <p class="font-code text-lg font-bold tracking-widest text-quiet">{session_code}</p>
      <h1 class="text-step font-extrabold tracking-tight text-balance">{title}</h1>
      <p class="mb-4">{words.invites(teacher)}</p>
      {named === undefined ? (
        <>
          <label class="label-text" for="co-teacher-name">
            {words.yourName}
          </label>
          <input
            id="co-teacher-name"
            class="input"
            maxLength={40}
            required
            autocomplete="name"
            aria-describedby="co-teacher-hint"
            value={name.value}
            onInput={({ currentTarget }) => {
              name.value = currentTarget.value;
            }}
          />
          <p id="co-teacher-hint" class="text-base text-quiet">
            {words.seen}
          </p>
        </>
      ) : (
        <p class="text-xl font-bold">{words.as(named)}</p>
      )}
      <button type="submit" class="btn btn-primary btn-huge" disabled={busy.value}>
        {words.accept}
      </button>
      {named === undefined && (
        <button type="button" class="btn btn-ghost self-center text-quiet" onClick={onSignIn}>
          {words.account}
        </button>
      )}
      <Problem says={problem.value} refusal={refusal.value} />
    </form>
  );
}
