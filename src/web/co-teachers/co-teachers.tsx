/** The co-teachers of a class in its settings: the list, an invitation, and removing somebody. For the class's own teacher. */
import { useSignal } from "@preact/signals";
import { useEffect, useId } from "preact/hooks";
import type { InvitedCoTeacher } from "../../client/sharing-api.ts";
import type { Session } from "../../features/whole-session.ts";
import { api } from "../api.ts";
import { useDraft } from "../drafts.ts";
import { locale } from "../language.ts";
import { now } from "../now.ts";
import { useAttempt } from "../ui/attempt.ts";
import { copyText } from "../ui/copy-text.ts";
import { Icon } from "../ui/icon.tsx";
import { Problem } from "../ui/notice.tsx";
import { Qr } from "../ui/qr.tsx";
import { texts } from "./texts.ts";

type CoTeacher = InvitedCoTeacher["co_teacher"];

/** From this number of entries on, nobody else can be invited. */
const maxCoTeachers = 20;

export function CoTeachers({ session }: { session: Session }) {
  const words = texts.value;
  const list = useSignal<readonly CoTeacher[] | undefined>(undefined);
  const invited = useSignal<InvitedCoTeacher | undefined>(undefined);
  const { value: name, forget } = useDraft(`co-teacher.${session.id}`, "");
  const { busy, problem, refusal, attempt } = useAttempt();
  const id = useId();
  const load = async () => {
    list.value = await api.coTeachers(session.id);
  };
  useEffect(() => void attempt(load), [session.id]);

  const invite = async () => {
    invited.value = await api.inviteCoTeacher(session.id, name.value.trim());
    forget();
    await load();
  };
  const remove = async ({ id }: CoTeacher) => {
    await api.removeCoTeacher(session.id, id);
    if (invited.value?.co_teacher.id === id) invited.value = undefined;
    await load();
  };
  return (
    <section class="flex flex-col gap-2" aria-labelledby={`${id}-title`}>
      <h3 id={`${id}-title`} class="label-text">
        {words.title}
      </h3>
      <p class="text-base text-quiet">{words.hint}</p>
      {list.value === undefined ? (
        <p class="min-h-8 text-base text-quiet">{!problem.value && words.loading}</p>
      ) : list.value.length === 0 ? (
        <p class="min-h-8 text-base text-quiet">{words.none}</p>
      ) : (
        <ul class="flex flex-col">
          {list.value.map((one) => (
            <Entry key={one.id} one={one} busy={busy.value} onRemove={() => void attempt(() => remove(one))} />
          ))}
        </ul>
      )}
      {invited.value && <InvitationLink invited={invited.value} />}
      {(list.value?.length ?? 0) < maxCoTeachers && (
        <form
          class="flex flex-col gap-2"
          onSubmit={(event) => {
            event.preventDefault();
            if (name.value.trim()) void attempt(invite);
          }}
        >
          <label class="text-base" for={`${id}-name`}>
            {words.name}
          </label>
          <div class="flex flex-wrap gap-2">
            <input
              id={`${id}-name`}
              class="input min-w-40 flex-1"
              maxLength={40}
              required
              autocomplete="off"
              value={name.value}
              onInput={({ currentTarget }) => {
                name.value = currentTarget.value;
              }}
            />
            <button type="submit" class="btn btn-lg" disabled={busy.value}>
              <Icon name="plus" />
              {words.invite}
            </button>
          </div>
        </form>
      )}
      <Problem says={problem.value} refusal={refusal.value} />
    </section>
  );
}

function Entry({ one, busy, onRemove }: { one: CoTeacher; busy: boolean; onRemove: () => void }) {
  const words = texts.value;
  const { participant, name } = one;
  const expires = Date.parse(one.expires_at);
  const day = new Intl.DateTimeFormat(locale(), { dateStyle: "medium" }).format(expires);
  const state = participant
    ? participant.is_online
      ? words.here(participant.nickname)
      : words.joined(participant.nickname)
    : expires > now.value
      ? words.until(day)
      : words.over;
  return (
    <li class="flex min-h-14 items-center gap-3 border-b border-base-300 py-1">
      <span class="min-w-0 flex-1">
        <span class="block font-medium">{name}</span>
        <span class="block text-base text-quiet">{state}</span>
      </span>
      <button
        type="button"
        class="btn btn-ghost shrink-0 px-3"
        disabled={busy}
        aria-label={participant ? words.removeOf(name) : words.withdrawOf(name)}
        onClick={onRemove}
      >
        {participant ? words.remove : words.withdraw}
      </button>
    </li>
  );
}

/** The link of a new invitation, which the server does not show again. */
function InvitationLink({ invited: { co_teacher, url } }: { invited: InvitedCoTeacher }) {
  const words = texts.value;
  const copied = useSignal(false);
  const id = useId();
  useEffect(() => {
    copied.value = false;
  }, [url]);
  return (
    <div class="unfold flex flex-col gap-2 rounded-box bg-base-200 p-4">
      <label class="font-semibold" for={id}>
        {words.link(co_teacher.name)}
      </label>
      <div class="flex flex-wrap gap-2">
        <input
          id={id}
          class="input min-w-40 flex-1 font-code text-base"
          readOnly
          value={url}
          onFocus={({ currentTarget }) => currentTarget.select()}
        />
        <button
          type="button"
          class="btn btn-primary btn-lg"
          onClick={async () => {
            copied.value = await copyText(url);
          }}
        >
          {copied.value && <Icon name="check" />}
          <span role="status">{copied.value ? words.copied : words.copy}</span>
        </button>
      </div>
      <Qr value={url} label={words.qr} class="mx-auto w-48 rounded-box" />
      <p class="text-base text-quiet">{words.linkHint}</p>
    </div>
  );
}
