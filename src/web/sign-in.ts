/** Signing a teacher in. */
import { rememberCoTaught, setAccount } from "./account.ts";
import { api } from "./api.ts";

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

/** Reads the key or the code of a link and removes it from the address, so that it does not stay in the history. */
export function signInFromAddress(): SignInInput | undefined {
  const fragment = new URLSearchParams(location.hash.slice(1));
  const [key, code] = [fragment.get("key"), fragment.get("code")];
  if (key === null && code === null) return undefined;
  history.replaceState(null, "", location.pathname + location.search);
  return key === null ? { code: code ?? "" } : { key };
}
