/** Who is signed in in this browser, as the server last answered. The cookie itself is not readable here. */
import { signal } from "@preact/signals";
import { toRefusal } from "../client/refusal.ts";
import type { User } from "../domain/session.ts";
import { forgetDrafts } from "./drafts.ts";
import { recall, remember, rememberNewest } from "./memory.ts";
import { api } from "./student-api.ts";

/** `undefined` until the server has answered. */
export const account = signal<User | null | undefined>(undefined);

/** Stores the server's answer. */
export const setAccount = (user: User | null) => {
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

/** Stores that this browser teaches a class as a guest, so that the teacher's pages of the class need no account. */
export const rememberCoTaught = (code: string): boolean => rememberNewest("co-taught", code, "yes");
export const isCoTaught = (code: string): boolean => recall(`co-taught.${code}`) === "yes";

export async function signOut(): Promise<void> {
  await api.signOut();
  forgetDrafts();
  setAccount(null);
}
