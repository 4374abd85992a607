/** The join page: the class's title, a name, one button. A browser that already has a seat gets back to it with one tap. */
import { type Signal, useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { type Refusal, toRefusal } from "../../client/refusal.ts";
import type { JoinCard } from "../../client/student-api.ts";
import { account, knownTeacher } from "../account.ts";
import { forgetDraft, forgetDrafts, useDraft } from "../drafts.ts";
import { recall, remember, rememberNewest } from "../memory.ts";
import { go } from "../router.ts";
import { api } from "../student-api.ts";
import { errorNotice, errorText, Loading, Notice, Problem } from "../ui/notice.tsx";
import { Link, Page, useFocus } from "../ui/page.tsx";
import { common } from "../ui/texts.ts";
import { Wait } from "../ui/wait.tsx";
import { isCode } from "./code.ts";
import { texts } from "./texts.ts";

/** Stores the name under which this browser has a seat in the class; `undefined` removes it. */
export const rememberSeat = (code: string, nickname: string | undefined): void =>
  void rememberNewest("seat", code, nickname);

/** How long the page waits before it looks for the class again if the server cannot be reached, in milliseconds. */
const retryMs = 4000;

const isUnreachable = (found: unknown): boolean => found instanceof Error && toRefusal(found).code === "unreachable";

/** `onJoined` replaces the navigation to the seat after joining. */
export function Join({ code, onJoined }: { code: string; onJoined?: () => void }) {
  const card = useSignal<JoinCard | Refusal | null | undefined>(undefined);
  const words = texts.value;

  const load = () => {
    if (!isCode(code)) return;
    // While the server cannot be reached, the page keeps saying so.
    if (!isUnreachable(card.value)) card.value = undefined;
    api
      .findClass(code)
      .then((found) => {
        card.value = found;
        if (found) forgetDraft("code");
      })
      .catch((thrown) => {
        card.value = toRefusal(thrown);
      });
  };
  useEffect(load, [code]);
  useEffect(() => {
    if (!isUnreachable(card.value)) return;
    const timer = setTimeout(load, retryMs);
    return () => clearTimeout(timer);
  }, [card.value]);

  const found = card.value;
  return (
    <Page title={words.join.title}>
      {!isCode(code) || found === null ? (
        <NoClass says={words.join.unknown} />
      ) : found === undefined ? (
        <Loading />
      ) : found instanceof Error ? (
        <NoClass refusal={found} onRetry={load} />
      ) : found.status === "ENDED" ? (
        found.known_as === undefined ? (
          <NoClass says={words.join.ended} />
        ) : (
          <Notice says={words.join.kept(found.known_as)}>
            <Link to={`/s/${code}`} class="btn btn-primary btn-huge">
              {words.join.toCopy}
            </Link>
          </Notice>
        )
      ) : (
        <JoinForm code={code} card={found} onJoined={onJoined} />
      )}
    </Page>
  );
}

interface JoinFormProps {
  code: string;
  card: JoinCard;
  onJoined: (() => void) | undefined;
}

function JoinForm({ code, card, onJoined }: JoinFormProps) {
  const words = texts.value;
  const { seatName, nickname, busy, refused, join, forgetSeat } = useJoin(code, card.known_as, onJoined);
  const final = refused.value && finalText(refused.value);
  if (final) return <NoClass says={final} />;
  const teacher = knownTeacher() || account.value?.role === "teacher";
  return (
    <form
      class="my-auto flex flex-col gap-3 py-8"
      onSubmit={(event) => {
        event.preventDefault();
        void join();
      }}
    >
      <p class="font-code text-lg font-bold tracking-widest text-quiet">{code}</p>
      <h1 class="text-step font-extrabold tracking-tight text-balance">{card.title}</h1>
      <p class="mb-4 min-h-7 text-quiet">
        {seatName.value
          ? ""
          : card.status === "PAUSED"
            ? words.join.paused
            : card.status === "IN_PROGRESS"
              ? words.join.begun
              : ""}
      </p>
      {seatName.value ? (
        <p class="text-2xl font-bold">{words.join.back(seatName.value)}</p>
      ) : (
        <NicknameField nickname={nickname} />
      )}
      <button type="submit" class="btn btn-primary btn-huge" disabled={busy.value || !nickname.value.trim()}>
        {seatName.value ? words.join.seat : common.value.comeIn}
      </button>
      <Problem id="nickname-problem" says={refused.value && errorText(refused.value)} refusal={refused.value} />
      {seatName.value && !teacher && (
        <button type="button" class="btn btn-ghost self-center text-quiet" onClick={() => void forgetSeat()}>
          {words.join.someoneElse}
        </button>
      )}
    </form>
  );
}

/** Joining a class under a nickname. `seatName`: the name under which this browser has a seat or is expected. */
function useJoin(code: string, knownAs: string | undefined, onJoined: (() => void) | undefined) {
  const seatName = useSignal(recall(`seat.${code}`) ?? knownAs);
  const { value: nickname, forget } = useDraft(`nickname.${code}`, seatName.value ?? recall("nickname") ?? "");
  const busy = useSignal(false);
  const refused = useSignal<Refusal | undefined>(undefined);

  async function join(): Promise<void> {
    if (busy.value || !nickname.value.trim()) return;
    busy.value = true;
    refused.value = undefined;
    try {
      const { participant } = await api.join(code, nickname.value);
      rememberSeat(code, participant.nickname);
      remember("nickname", nickname.value.trim());
      forget();
      if (onJoined) onJoined();
      else go(participant.role === "INSTRUCTOR" ? `/teach/${code}` : `/s/${code}`, { replace: true });
    } catch (thrown) {
      refused.value = toRefusal(thrown);
      if (refused.value.code === "removed") rememberSeat(code, undefined);
    } finally {
      busy.value = false;
    }
  }
  /** Signs out, so that another person can join in this browser. */
  async function forgetSeat(): Promise<void> {
    await api.signOut().catch(() => {});
    forgetDrafts();
    rememberSeat(code, undefined);
    seatName.value = undefined;
    nickname.value = "";
  }
  return { seatName, nickname, busy, refused, join, forgetSeat };
}

function NicknameField({ nickname }: { nickname: Signal<string> }) {
  const words = texts.value;
  const field = useFocus<HTMLInputElement>();
  return (
    <>
      <label class="label-text" for="nickname">
        {words.join.nickname}
      </label>
      <input
        ref={field}
        id="nickname"
        class="input h-16 text-2xl font-semibold"
        value={nickname.value}
        onInput={({ currentTarget }) => {
          nickname.value = currentTarget.value;
        }}
        maxLength={40}
        autocomplete="nickname"
        enterkeyhint="go"
        aria-describedby="nickname-hint nickname-problem"
      />
      <p id="nickname-hint" class="text-base text-quiet">
        {words.join.hint}
      </p>
    </>
  );
}

/** The text for a rejection that another name would not avoid. */
function finalText({ code }: Refusal): readonly [string, string] | undefined {
  const words = texts.value;
  if (code === "removed") return common.value.closed.removed;
  if (code === "no_guests") return words.join.noGuests;
  if (code === "session_locked") return words.join.locked;
  if (code === "session_full") return words.join.full;
  if (code === "session_ended") return words.join.ended;
  if (code === "session_not_found") return words.join.unknown;
  if (code === "too_many_guesses") return words.join.tooMany;
  return undefined;
}

function NoClass({
  refusal,
  says,
  onRetry,
}: {
  refusal?: Refusal;
  says?: readonly [string, string];
  onRetry?: () => void;
}) {
  const words = texts.value;
  const away = isUnreachable(refusal) ? common.value.link.away : undefined;
  const shown = says ?? away ?? (refusal && finalText(refusal)) ?? errorNotice(refusal);
  return (
    <Notice says={shown}>
      <p class="text-quiet" role="status">
        <Wait refusal={refusal} />
      </p>
      {refusal && onRetry && !finalText(refusal) && (
        <button type="button" class="btn btn-primary btn-lg" onClick={onRetry}>
          {common.value.again}
        </button>
      )}
      <Link to="/" class="btn btn-lg">
        {words.join.otherCode}
      </Link>
    </Notice>
  );
}
