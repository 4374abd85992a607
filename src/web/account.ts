/** Who is signed in in this browser. The cookie is the server's; here is only what it said. */
import { signal } from "@preact/signals";
import { toRefusal } from "../client/refusal.ts";
import type { User } from "../domain/session.ts";
import { api } from "./live.ts";
import { recall, remember } from "./memory.ts";

/** `undefined` before it was asked. */
export const account = signal<User | null | undefined>(undefined);

const setAccount = (user: User | null) => {
  account.value = user;
  remember("teacher", user?.role === "teacher" ? "yes" : undefined);
};

/** Whether a teacher signed in here before: worth asking the server whether they still are. */
export const knownTeacher = (): boolean => recall("teacher") === "yes";

/** Asks the server who this is. */
export async function loadAccount(): Promise<void> {
  try {
    setAccount(await api.me());
  } catch (thrown) {
    if (toRefusal(thrown).code === "unreachable") throw thrown;
    setAccount(null);
  }
}

/** Signs in. Rejects with a `Refusal`. */
export async function signIn(by: { key: string } | { name: string; password: string }): Promise<void> {
  const { user } = "key" in by ? await api.signInByKey(by.key) : await api.signIn(by);
  setAccount(user);
}

/** Takes the key out of the address, where a teacher's link put it: it must not stay in the history. */
export function keyFromAddress(): string | undefined {
  const key = new URLSearchParams(location.hash.slice(1)).get("key");
  if (key === null) return undefined;
  history.replaceState(null, "", location.pathname + location.search);
  return key;
}

export async function signOut(): Promise<void> {
  await api.signOut();
  setAccount(null);
}
