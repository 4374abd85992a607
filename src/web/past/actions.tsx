/** What can be done with a class that has ended: replay it, compare it, start it again, reopen it. */
import { useSignal } from "@preact/signals";
import type { Session } from "../../features/whole-session.ts";
import { account } from "../account.ts";
import { api } from "../api.ts";
import { go } from "../router.ts";
import { Confirm } from "../ui/dialog.tsx";
import { errorText, Problem } from "../ui/notice.tsx";
import { Link } from "../ui/page.tsx";
import { common } from "../ui/texts.ts";
import { texts } from "./texts.ts";

interface PastActionsProps {
  session: Pick<Session, "id" | "code" | "instructor">;
  /** Called once the class runs again. */
  onReopened: () => void;
}

export function PastActions({ session: { id, code, instructor }, onReopened }: PastActionsProps) {
  const words = texts.value;
  const asking = useSignal(false);
  const busy = useSignal(false);
  const refused = useSignal<string | undefined>(undefined);
  const attempt = async (action: () => Promise<void>) => {
    if (busy.value) return;
    busy.value = true;
    refused.value = undefined;
    try {
      await action();
    } catch (thrown) {
      refused.value = errorText(thrown);
    } finally {
      busy.value = false;
    }
  };
  const repeat = () => attempt(async () => go(`/teach/${(await api.repeat(id)).code}`));
  const reopen = () =>
    attempt(async () => {
      await api.reopen(id);
      onReopened();
    });
  return (
    <>
      {/* The server refuses these to a co-teacher. */}
      {account.value?.id === instructor.id && (
        <>
          <button type="button" class="btn btn-lg" disabled={busy.value} onClick={() => void repeat()}>
            {words.repeat}
          </button>
          <Link to={`/teach/${code}/replay`} class="btn btn-lg">
            {words.replay}
          </Link>
          <Link to={`/teach/${code}/compare`} class="btn btn-lg">
            {words.compare}
          </Link>
        </>
      )}
      <button
        type="button"
        class="btn btn-lg btn-ghost"
        disabled={busy.value}
        onClick={() => {
          asking.value = true;
        }}
      >
        {words.reopen}
      </button>
      {refused.value && <Problem says={refused.value} />}
      {asking.value && (
        <Confirm
          title={words.reopenAsk}
          hint={words.reopenHint}
          yes={words.reopenYes}
          no={common.value.cancel}
          harmless
          onNo={() => {
            asking.value = false;
          }}
          onYes={() => {
            asking.value = false;
            void reopen();
          }}
        />
      )}
    </>
  );
}
