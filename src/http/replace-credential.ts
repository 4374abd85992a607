/** Signs a teacher out of a browser in which somebody else signs in. */
import type { User } from "../domain/session.ts";
import type { Credential } from "../store/accounts.ts";
import type { Services } from "./context.ts";

/** Revokes `here`, the browser's credential, if it is a teacher's and not `next`'s: its cookie is about to be overwritten. */
export function replaceCredential({ store, live }: Services, here: Credential | undefined, next: User): void {
  if (here?.user.role !== "teacher" || here.user.id === next.id) return;
  store.users.revoke(here.hash);
  live.endCredential(here.hash);
}
