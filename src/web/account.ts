/** Who is signed in in this browser, as the server last answered. The cookie itself is not readable here. */
import { signal } from "@preact/signals";
import { toRefusal } from "../client/refusal.ts";
import type { User } from "../domain/session.ts";
import { forgetDrafts } from "./drafts.ts";
import { api } from "./live.ts";
import { recall, remember } from "./memory.ts";

/** `undefined` until the server has answered. */
export const account = signal<User | null | undefined>(undefined);

const setAccount = (user: User | null) => {
  account.value = user;
  remember("teacher", user?.role === "teacher" ? "yes" : undefined);
};

/** Whether a teacher has signed in in this browser before, so that it is worth asking the server who is signed in. */
export const knownTeacher = (): boolean => recall("teacher") === "yes";

/** Loads the signed-in user from the server. Rejects with a `Refusal` if the server is unreachable. */
export async function loadAccount(): Promise<void> {
  try {
    setAccount(await api.account());
  } catch (thrown) {
    if (toRefusal(thrown).code === "unreachable") throw thrown;
    setAccount(null);
  }
}

/** Signs in. Rejects with a `Refusal`. */
export async function signIn(credentials: { key: string } | { name: string; password: string }): Promise<void> {
  const { user } = "key" in credentials ? await api.signInByKey(credentials.key) : await api.signIn(credentials);
  setAccount(user);
}

/** Reads the key of a teacher's link and removes it from the address, so that it does not stay in the history. */
export function keyFromAddress(): string | undefined {
  const key = new URLSearchParams(location.hash.slice(1)).get("key");
  if (key === null) return undefined;
  history.replaceState(null, "", location.pathname + location.search);
  return key;
}

export async function signOut(): Promise<void> {
  await api.signOut();
  forgetDrafts();
  setAccount(null);
}
