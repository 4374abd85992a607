/**
 * Closes sockets whose credential was revoked by the command line or has expired: no event in this process says so,
 * therefore it is looked up from time to time. In slices, because there may be thousands of sockets.
 */
import { getLogger } from "@logtape/logtape";
import { closes } from "../domain/closes.ts";
import { logFailure } from "../store/storage-fault.ts";
import type { Slices } from "./slices.ts";
import { close } from "./socket.ts";
import type { Visitor } from "./visitor.ts";

const logger = getLogger(["lectern", "live"]);

export interface DeadCredentialsOptions {
  readonly open: ReadonlySet<Visitor>;
  /** Whether the credential kept under this hash is still good. */
  readonly isGood: (hash: string) => boolean;
  readonly slices: Slices;
}

export function closeDeadCredentials({ open, isGood, slices }: DeadCredentialsOptions): void {
  const known = new Map<string, boolean>();
  const visitors = open.values();

  function check(visitor: Visitor): void {
    const { credential } = visitor;
    if (credential === undefined) return;
    const good = known.get(credential) ?? isGood(credential);
    known.set(credential, good);
    if (!good) close(visitor, closes.credentialEnded);
  }

  slices.run("credentials", (until) => {
    try {
      for (let next = visitors.next(); !next.done; next = visitors.next()) {
        check(next.value);
        if (performance.now() >= until) return false;
      }
    } catch (cause) {
      logFailure(logger, "looking for revoked credentials", cause);
    }
    return true;
  });
}
