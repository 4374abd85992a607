/**
 * Closes sockets whose credential was revoked by the command line or has expired. No event reaches this process then, so
 * it polls: in slices, because there may be thousands of sockets.
 */
import { getLogger } from "@logtape/logtape";
import { closes } from "../domain/closes.ts";
import { logFailure } from "../store/storage-fault.ts";
import type { Peer } from "./peer.ts";
import type { Slices } from "./slices.ts";
import { close } from "./socket.ts";

const logger = getLogger(["lectern", "live"]);

export interface DeadCredentialsOptions {
  readonly open: ReadonlySet<Peer>;
  /** Whether the credential with this hash is still valid. */
  readonly isValid: (hash: string) => boolean;
  readonly slices: Slices;
}

export function closeDeadCredentials({ open, isValid, slices }: DeadCredentialsOptions): void {
  const known = new Map<string, boolean>();
  const peers = open.values();

  function check(peer: Peer): void {
    const { credential } = peer;
    if (credential === undefined) return;
    const valid = known.get(credential) ?? isValid(credential);
    known.set(credential, valid);
    if (!valid) close(peer, closes.credentialEnded);
  }

  slices.run("credentials", (until) => {
    try {
      for (let next = peers.next(); !next.done; next = peers.next()) {
        check(next.value);
        if (performance.now() >= until) return false;
      }
    } catch (cause) {
      logFailure(logger, "looking for revoked credentials", cause);
    }
    return true;
  });
}
