/**
 * Unanswered commands. Each is kept in the browser's storage until the server has answered, under its own key, so that two
 * tabs of one person do not overwrite each other's. After every welcome they are sent again with the same id; the server
 * carries out an id once.
 */
import type { CommandName, InputOf, ResultOf } from "../features/index.ts";
import { createEntryStorage, type EntryStorage, type WebStorage } from "./entry-storage.ts";
import { type Answer, commandFrame } from "./frames.ts";
import { Refusal, type RefusalCode } from "./refusal.ts";

/** `sending`: no answer yet. `waiting`: will be sent again. `sent`: confirmed. `refused`: rejected. */
export type SendingState = "sending" | "waiting" | "sent" | "refused";

interface Entry<K extends CommandName> {
  readonly id: string;
  readonly name: K;
  readonly input: InputOf<K>;
  /** When it was sent first, in milliseconds since 1970. */
  readonly at: number;
  readonly state: SendingState;
  readonly refusal?: Refusal;
  /** Not stored, and never sent a second time. */
  readonly ephemeral?: true;
}

/** A command and its progress. */
export type Sending = { [K in CommandName]: Entry<K> }[CommandName];

export interface OutboxOptions {
  readonly storage: WebStorage | undefined;
  readonly now: () => number;
  readonly newId: () => string;
  /** Sends a frame now. Returns `false` if the connection is not live. */
  readonly transmit: (text: string) => boolean;
  readonly onChange: () => void;
}

export interface Outbox {
  /** Unanswered commands and the last answered ones, oldest first. */
  readonly list: () => readonly Sending[];
  readonly send: <K extends CommandName>(name: K, input: InputOf<K>) => Promise<ResultOf<K>>;
  /** Sends a command over the current connection only: rejects as `unreachable` if that is lost before the answer. */
  readonly sendNow: <K extends CommandName>(name: K, input: InputOf<K>) => Promise<ResultOf<K>>;
  /** Sets the owner: restores what is stored under this key, and stores unanswered commands under it. */
  readonly belongTo: (key: string) => void;
  /** Sends all waiting commands again with the same ids, after a welcome. */
  readonly resend: () => void;
  /** Sends the oldest waiting commands, a portion at a time. Returns whether more are waiting. */
  readonly retry: () => boolean;
  /** The connection is lost: unanswered commands wait. */
  readonly hold: () => void;
  readonly answered: (answer: Answer) => void;
  /** Rejects all unanswered commands with `code`, because no answer can arrive. */
  readonly giveUp: (code: RefusalCode) => void;
}

/** How many answered commands are remembered for the pages to show. */
const maxAnswered = 20;
/** Temporary rejections, after which a command is sent again. */
const temporary: ReadonlySet<RefusalCode> = new Set(["rate_limited", "busy", "stopping", "unavailable"]);
/** How many commands are retried at once: all together could exceed the rate limit again. */
const retryBatchSize = 20;
/** Stored commands of sessions that were never opened again are removed after this time. */
const maxAgeMs = 30 * 24 * 60 * 60 * 1000;
const lost = () => new Refusal("unreachable", "The connection was lost.");
const isOpen = ({ state }: Sending) => state === "sending" || state === "waiting";

export function createOutbox(options: OutboxOptions): Outbox {
  /** The stored commands, once the owner is known. */
  let kept: EntryStorage<StoredCommand> | undefined;
  const promises = new Map<string, { resolve: (result: never) => void; reject: (refusal: Refusal) => void }>();
  let entries: readonly Sending[] = [];

  const update = (next: readonly Sending[]) => {
    const answered = next.filter((entry) => !isOpen(entry)).slice(-maxAnswered);
    entries = next.filter((entry) => isOpen(entry) || answered.includes(entry));
    options.onChange();
  };
  const change = (id: string, to: Partial<Pick<Sending, "state" | "refusal">>) =>
    update(entries.map((entry) => (entry.id === id ? { ...entry, ...to } : entry)));
  const keep = ({ id, name, input, at }: Sending) => kept?.put(id, { id, name, input, at });
  const transmit = ({ name, id, input }: Sending) => options.transmit(commandFrame(name, id, input));
  const settle = (id: string, to: Partial<Pick<Sending, "state" | "refusal">>) => {
    kept?.remove(id);
    change(id, to);
    promises.delete(id);
  };
  const refuse = (id: string, refusal: Refusal) => {
    const promise = promises.get(id);
    settle(id, { state: "refused", refusal });
    promise?.reject(refusal);
  };

  function send<K extends CommandName>(name: K, input: InputOf<K>, ephemeral: boolean): Promise<ResultOf<K>> {
    const command: Entry<K> = {
      id: options.newId(),
      name,
      input,
      at: options.now(),
      state: "sending",
      ...(ephemeral && { ephemeral: true }),
    };
    // TypeScript cannot see that an entry of the name K is in the union over all names.
    const entry = command as unknown as Sending;
    if (!ephemeral) keep(entry);
    const result = new Promise<ResultOf<K>>((resolve, reject) => {
      promises.set(entry.id, { resolve, reject });
    });
    const isSent = transmit(entry);
    update([...entries, { ...entry, state: isSent ? "sending" : "waiting" }]);
    if (!isSent && ephemeral) refuse(entry.id, lost());
    return result;
  }

  return {
    list: () => entries,
    send: (name, input) => send(name, input, false),
    sendNow: (name, input) => send(name, input, true),
    belongTo(key) {
      const open = (prefix: string) => createEntryStorage({ storage: options.storage, prefix, isEntry: isStored });
      open("lectern.outbox.").removeBefore(options.now() - maxAgeMs);
      kept = open(`lectern.outbox.${key}.`);
      const stored = kept.list().filter(({ id }) => !entries.some((entry) => entry.id === id));
      for (const entry of entries) if (isOpen(entry) && !entry.ephemeral) keep(entry);
      update([...stored.map((entry) => ({ ...entry, state: "waiting" }) as Sending), ...entries]);
    },
    resend() {
      update(
        entries.map((entry) => (entry.state === "waiting" && transmit(entry) ? { ...entry, state: "sending" } : entry)),
      );
    },
    retry() {
      const ids = new Set(
        entries
          .filter(({ state }) => state === "waiting")
          .slice(0, retryBatchSize)
          .map(({ id }) => id),
      );
      update(entries.map((entry) => (ids.has(entry.id) && transmit(entry) ? { ...entry, state: "sending" } : entry)));
      return entries.some(({ state }) => state === "waiting");
    },
    hold() {
      for (const { id, ephemeral } of entries.filter(isOpen)) if (ephemeral) refuse(id, lost());
      update(entries.map((entry) => (entry.state === "sending" ? { ...entry, state: "waiting" } : entry)));
    },
    answered(answer) {
      const entry = entries.find(({ id }) => id === answer.id);
      if (!entry || !isOpen(entry)) return;
      if (answer.type === "ok") {
        const promise = promises.get(entry.id);
        settle(entry.id, { state: "sent" });
        promise?.resolve(answer.data as never);
      } else if (temporary.has(answer.error.code) && !entry.ephemeral) change(entry.id, { state: "waiting" });
      else {
        const { code, message, errors = [], retry_after: retryAfter } = answer.error;
        refuse(entry.id, new Refusal(code, message, { errors, retryAfter }));
      }
    },
    giveUp(code) {
      for (const { id } of entries.filter(isOpen)) refuse(id, new Refusal(code, code));
    },
  };
}

/** A command in the storage. */
type StoredCommand = Pick<Sending, "id" | "name" | "input" | "at">;

const isStored = (entry: unknown): entry is StoredCommand =>
  typeof entry === "object" && entry !== null && "id" in entry && "name" in entry && "at" in entry;
