/** What a program's token reaches: one session or everything of its account, for reading or for writing. */
import { Fault } from "../domain/faults.ts";
import type { Credential } from "../store/accounts.ts";
import type { Services } from "./context.ts";

/** What a request is about to do. */
interface Reach {
  /** The id of the session that it concerns, if it concerns one. */
  readonly session: string | undefined;
  readonly writes: boolean;
}

/**
 * The one place that limits a program's token: throws `token_reads_only` or `token_of_session`, or stores that the token
 * was used. A person's credential has no scope, and passes.
 */
export function requireScope({ scope, hash }: Credential, { store }: Services, { session, writes }: Reach): void {
  if (!scope) return;
  if (scope.session !== null && scope.session !== session) throw new Fault("token_of_session");
  if (writes && scope.may === "read") throw new Fault("token_reads_only");
  store.programTokens.recordUse(hash);
}
