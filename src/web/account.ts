/** Who is signed in in this browser, as the server last answered. The cookie itself is not readable here. */
import { signal } from "@preact/signals";
import { toRefusal } from "../client/refusal.ts";
import type { User } from "../domain/session.ts";
import { forgetDrafts } from "./drafts.ts";
import { api } from "./live.ts";
import { recall, remember, rememberNewest } from "./memory.ts";

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

/** The teacher's key, the code that another device shows, or name and password. */
export type SignInInput =
  | { readonly key: string }
  /** `replace`: signs out the other teacher who is signed in here. */
  | { readonly code: string; readonly replace?: boolean }
  | { readonly name: string; readonly password: string };

/** Signs in. Rejects with a `Refusal`. */
export async function signIn(input: SignInInput): Promise<void> {
  if ("code" in input) {
    const { user, session_code } = await api.signInByCode(input.code.replace(/\s/g, ""), input.replace);
    if (session_code !== null) rememberCoTaught(session_code);
    return setAccount(user);
  }
  const { user } = "key" in input ? await api.signInByKey(input.key) : await api.signIn(input);
  setAccount(user);
}

/** Stores that this browser teaches a class as a guest, so that the teacher's pages of the class need no account. */
export const rememberCoTaught = (code: string): boolean => rememberNewest("co-taught", code, "yes");
export const isCoTaught = (code: string): boolean => recall(`co-taught.${code}`) === "yes";

/** Reads the key or the code of a link and removes it from the address, so that it does not stay in the history. */
export function signInFromAddress(): SignInInput | undefined {
  const fragment = new URLSearchParams(location.hash.slice(1));
  const [key, code] = [fragment.get("key"), fragment.get("code")];
  if (key === null && code === null) return undefined;
  history.replaceState(null, "", location.pathname + location.search);
  return key === null ? { code: code ?? "" } : { key };
}

export async function signOut(): Promise<void> {
  await api.signOut();
  forgetDrafts();
  setAccount(null);
}
