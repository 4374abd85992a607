/**
 * What was asked and not yet answered. It is kept in the browser's storage until the server has answered, each entry
 * under its own key, so that two tabs of one person do not overwrite each other's; it is sent again with the same id
 * after every welcome, and the server carries out an id once.
 */
import type { CommandName, InputOf, ResultOf } from "../features/index.ts";
import { createEntryStorage, type EntryStorage, type WebStorage } from "./entry-storage.ts";
import { type Answer, commandFrame } from "./frames.ts";
import { Refusal, type RefusalCode } from "./refusal.ts";

/** `sending`: on its way. `waiting`: not sent, will be sent again. `sent`: the server's ok. `refused`: its error. */
export type SendingState = "sending" | "waiting" | "sent" | "refused";

interface Entry<K extends CommandName> {
  readonly id: string;
  readonly name: K;
  readonly input: InputOf<K>;
  /** When it was asked, in milliseconds since 1970. */
  readonly at: number;
  readonly state: SendingState;
  readonly refusal?: Refusal;
  /** Now or never: it is not kept, and never sent a second time. */
  readonly ephemeral?: true;
}

/** A command and how it fares. */
export type Sending = { [K in CommandName]: Entry<K> }[CommandName];

export interface OutboxOptions {
  readonly storage: WebStorage | undefined;
  readonly now: () => number;
  readonly newId: () => string;
  /** Sends a frame now, or answers `false` where nobody listens. */
  readonly transmit: (text: string) => boolean;
  readonly onChange: () => void;
}

export interface Outbox {
  /** Everything unanswered, and the last that were answered, oldest first. */
  readonly list: () => readonly Sending[];
  readonly send: <K extends CommandName>(name: K, input: InputOf<K>) => Promise<ResultOf<K>>;
  /** Sends what means something at this moment alone; what is not answered over this connection is `unreachable`. */
  readonly sendNow: <K extends CommandName>(name: K, input: InputOf<K>) => Promise<ResultOf<K>>;
  /** Says whose outbox it is: what is stored under this key comes back, what is unanswered is stored. */
  readonly belongTo: (key: string) => void;
  /** After a welcome: everything unanswered goes out, with the id it had. */
  readonly resend: () => void;
  /** Sends some of what waits, oldest first; the rest next time. Whether more waits, or may come to wait again. */
  readonly retry: () => boolean;
  /** The connection is gone: what was on its way waits. */
  readonly hold: () => void;
  readonly answered: (answer: Answer) => void;
  /** Nothing will be answered any more: everything unanswered is refused with this. */
  readonly giveUp: (code: RefusalCode) => void;
}

/** How many answered commands are remembered for the pages to show. */
const remembered = 20;
/** Refused for now, not for good. */
const passing: ReadonlySet<RefusalCode> = new Set(["rate_limited", "busy", "stopping"]);
/** Commands that were refused for being too many are sent again in portions, or they are too many once more. */
const retriedAtOnce = 20;
const lost = () => new Refusal("unreachable", "The connection was gone.");
const isOpen = ({ state }: Sending) => state === "sending" || state === "waiting";

/** Opens an outbox. */
export function createOutbox(options: OutboxOptions): Outbox {
  /** What is stored, once it is known whose outbox it is. */
  let kept: EntryStorage<StoredCommand> | undefined;
  const promises = new Map<string, { resolve: (result: never) => void; reject: (refusal: Refusal) => void }>();
  let entries: readonly Sending[] = [];

  const update = (next: readonly Sending[]) => {
    const answered = next.filter((entry) => !isOpen(entry)).slice(-remembered);
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
    const asked: Entry<K> = {
      id: options.newId(),
      name,
      input,
      at: options.now(),
      state: "sending",
      ...(ephemeral && { ephemeral: true }),
    };
    // The union of entries over all names is not seen through a name that is still a parameter.
    const entry = asked as unknown as Sending;
    if (!ephemeral) keep(entry);
    const result = new Promise<ResultOf<K>>((resolve, reject) => {
      promises.set(entry.id, { resolve, reject });
    });
    const gone = transmit(entry);
    update([...entries, { ...entry, state: gone ? "sending" : "waiting" }]);
    if (!gone && ephemeral) refuse(entry.id, lost());
    return result;
  }

  return {
    list: () => entries,
    send: (name, input) => send(name, input, false),
    sendNow: (name, input) => send(name, input, true),
    belongTo(key) {
      kept = createEntryStorage({ storage: options.storage, prefix: `lectern.outbox.${key}.`, isEntry: isStored });
      const stored = kept.list().filter(({ id }) => !entries.some((entry) => entry.id === id));
      for (const entry of entries) if (isOpen(entry) && !entry.ephemeral) keep(entry);
      update([...stored.map((entry) => ({ ...entry, state: "waiting" }) as Sending), ...entries]);
    },
    resend() {
      update(entries.map((entry) => (isOpen(entry) && transmit(entry) ? { ...entry, state: "sending" } : entry)));
    },
    retry() {
      const ids = new Set(
        entries
          .filter(({ state }) => state === "waiting")
          .slice(0, retriedAtOnce)
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
      } else if (passing.has(answer.error.code) && !entry.ephemeral) change(entry.id, { state: "waiting" });
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

/** A command as it stands in storage. */
type StoredCommand = Pick<Sending, "id" | "name" | "input" | "at">;

const isStored = (entry: unknown): entry is StoredCommand =>
  typeof entry === "object" && entry !== null && "id" in entry && "name" in entry && "at" in entry;
