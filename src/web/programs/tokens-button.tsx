/** The button and dialog with which a teacher creates, lists and revokes programs' tokens. */
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { ListedSession } from "../../client/api.ts";
import type { ProgramToken } from "../../domain/program-token.ts";
import { api } from "../api.ts";
import { locale } from "../language.ts";
import { useAttempt } from "../ui/attempt.ts";
import { Dialog } from "../ui/dialog.tsx";
import { Icon } from "../ui/icon.tsx";
import { Loading, Problem } from "../ui/notice.tsx";
import { common } from "../ui/texts.ts";
import { texts } from "./texts.ts";

/** `sessions`: the classes for which a token can be made. */
export function TokensButton({ sessions, class: name }: { sessions: readonly ListedSession[]; class: string }) {
  const isOpen = useSignal(false);
  return (
    <>
      <button
        type="button"
        class={name}
        onClick={() => {
          isOpen.value = true;
        }}
      >
        {texts.value.title}
      </button>
      {isOpen.value && (
        <TokensDialog
          sessions={sessions}
          onClose={() => {
            isOpen.value = false;
          }}
        />
      )}
    </>
  );
}

interface TokensDialogProps {
  sessions: readonly ListedSession[];
  onClose: () => void;
}

function TokensDialog({ sessions, onClose }: TokensDialogProps) {
  const words = texts.value;
  const tokens = useSignal<readonly ProgramToken[] | undefined>(undefined);
  const created = useSignal<{ name: string; token: string } | undefined>(undefined);
  const { busy, problem, refusal, attempt } = useAttempt();
  useEffect(() => {
    void attempt(async () => {
      tokens.value = await api.programTokens();
    });
  }, []);

  const create = (event: SubmitEvent & { currentTarget: HTMLFormElement }) => {
    event.preventDefault();
    const form = event.currentTarget;
    const fields = new FormData(form);
    const name = String(fields.get("name") ?? "").trim();
    const session = String(fields.get("session") ?? "") || null;
    const may = fields.get("may") === "write" ? "write" : "read";
    void attempt(async () => {
      const { token, record } = await api.makeProgramToken({ name, session, may });
      created.value = { name, token };
      tokens.value = [record, ...(tokens.value ?? [])];
      form.reset();
    });
  };
  const revoke = ({ id }: ProgramToken) =>
    attempt(async () => {
      await api.revokeProgramToken(id);
      tokens.value = tokens.value?.filter((each) => each.id !== id);
    });

  return (
    <Dialog title={words.title} onClose={onClose}>
      <p class="text-quiet">{words.about}</p>
      {created.value && <CreatedToken key={created.value.token} {...created.value} />}
      <form class="flex flex-col gap-3" onSubmit={create}>
        <label class="flex flex-col gap-1">
          <span class="label-text">{words.name}</span>
          <input name="name" class="input w-full" maxLength={60} required autocomplete="off" />
        </label>
        <div class="flex flex-wrap gap-3">
          <label class="flex min-w-48 flex-1 flex-col gap-1">
            <span class="label-text">{words.reaches}</span>
            <select name="session" class="select w-full truncate pe-9">
              {sessions.map(({ code, title }) => (
                <option key={code} value={code}>
                  {code} · {title}
                </option>
              ))}
              <option value="">{words.everything}</option>
            </select>
          </label>
          <label class="flex min-w-40 flex-1 flex-col gap-1">
            <span class="label-text">{words.may}</span>
            <select name="may" class="select w-full truncate pe-9">
              <option value="read">{words.read}</option>
              <option value="write">{words.write}</option>
            </select>
          </label>
        </div>
        <button type="submit" class="btn btn-primary btn-lg self-start" disabled={busy.value}>
          {words.create}
        </button>
      </form>
      <Problem says={problem.value} refusal={refusal.value} />
      {tokens.value ? (
        <TokenList tokens={tokens.value} busy={busy.value} onRevoke={revoke} />
      ) : (
        !problem.value && <Loading />
      )}
      <button type="button" class="btn btn-lg" onClick={onClose}>
        {common.value.close}
      </button>
    </Dialog>
  );
}

function CreatedToken({ name, token }: { name: string; token: string }) {
  const words = texts.value;
  const outcome = useSignal<string | undefined>(undefined);
  const copy = async () => {
    outcome.value = await (navigator.clipboard?.writeText(token) ?? Promise.reject()).then(
      () => words.copied,
      () => words.copyRefused,
    );
  };
  return (
    <section class="flex flex-col gap-2 rounded-box bg-behind-soft px-4 py-3 text-behind-ink" role="status">
      <p>{words.shownOnce(name)}</p>
      <code class="font-code text-base break-all select-all">{token}</code>
      <p class="flex flex-wrap items-center gap-3">
        <button type="button" class="btn" onClick={() => void copy()}>
          {words.copy}
        </button>
        {outcome.value}
      </p>
    </section>
  );
}

interface TokenListProps {
  tokens: readonly ProgramToken[];
  busy: boolean;
  onRevoke: (token: ProgramToken) => void;
}

function TokenList({ tokens, busy, onRevoke }: TokenListProps) {
  const words = texts.value;
  const asked = useSignal<string | undefined>(undefined);
  const day = (time: string) => new Date(time).toLocaleDateString(locale(), { dateStyle: "medium" });
  if (tokens.length === 0) return <p class="text-base text-quiet">{words.none}</p>;
  return (
    <ul class="flex flex-col">
      {tokens.map((token) => {
        const { id, name, session, may, last_used_at, expires_at } = token;
        return (
          <li key={id} class="flex flex-wrap items-center gap-3 border-t border-base-300">
            <span class="min-w-0 flex-1 py-2">
              <span class="block truncate font-medium">{name}</span>
              <span class="block text-base text-quiet">
                {[
                  session ?? words.everything,
                  words[may],
                  last_used_at ? words.used(day(last_used_at)) : words.unused,
                  words.until(day(expires_at)),
                ].join(" · ")}
              </span>
            </span>
            {asked.value === id ? (
              <ConfirmRevoking
                busy={busy}
                onRevoke={() => onRevoke(token)}
                onCancel={() => {
                  asked.value = undefined;
                }}
              />
            ) : (
              <button
                type="button"
                class="btn btn-ghost btn-square"
                aria-label={words.revoke(name)}
                onClick={() => {
                  asked.value = id;
                }}
              >
                <Icon name="trash" />
              </button>
            )}
          </li>
        );
      })}
    </ul>
  );
}

interface ConfirmProps {
  busy: boolean;
  onRevoke: () => void;
  onCancel: () => void;
}

function ConfirmRevoking({ busy, onRevoke, onCancel }: ConfirmProps) {
  const words = texts.value;
  return (
    <div class="flex w-full flex-wrap items-center justify-end gap-2 pb-2">
      <span class="mr-auto text-base">{words.revokeHint}</span>
      <button type="button" class="btn" onClick={onCancel}>
        {common.value.cancel}
      </button>
      <button type="button" class="btn btn-error" disabled={busy} onClick={onRevoke}>
        {words.revokeYes}
      </button>
    </div>
  );
}
