/**
 * Closes sockets whose credential was revoked by the command line or has expired: no event in this process says so,
 * therefore it is looked up from time to time. In slices, because there may be thousands of sockets.
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
  /** Whether the credential kept under this hash is still good. */
  readonly isGood: (hash: string) => boolean;
  readonly slices: Slices;
}

export function closeDeadCredentials({ open, isGood, slices }: DeadCredentialsOptions): void {
  const known = new Map<string, boolean>();
  const peers = open.values();

  function check(peer: Peer): void {
    const { credential } = peer;
    if (credential === undefined) return;
    const good = known.get(credential) ?? isGood(credential);
    known.set(credential, good);
    if (!good) close(peer, closes.credentialEnded);
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
