/** Limits the open sockets of a credential, and those of an address without one. */
import { closes } from "../domain/closes.ts";
import type { Peer } from "../live/peer.ts";
import { close } from "../live/socket.ts";

const socketsPerCredential = 8;
/** A whole class may share an address. */
const socketsPerAddress = 100;

export interface ViewerLimits {
  /** Adds a socket; closes the oldest of its credential or address if there are too many. */
  add(viewer: Peer): void;
  remove(viewer: Peer): void;
}

export function createViewerLimits(): ViewerLimits {
  /** Sockets by credential or address, oldest first. */
  const groups = new Map<string, Set<Peer>>();
  const keyOf = (viewer: Peer) => viewer.credential ?? viewer.who.key;

  return {
    add(viewer) {
      const key = keyOf(viewer);
      const group = groups.get(key) ?? new Set();
      groups.set(key, group.add(viewer));
      const [oldest] = group;
      const max = viewer.credential === undefined ? socketsPerAddress : socketsPerCredential;
      if (!oldest || group.size <= max) return;
      group.delete(oldest);
      close(oldest, closes.replaced);
    },
    remove(viewer) {
      const key = keyOf(viewer);
      const group = groups.get(key);
      if (group?.delete(viewer) && group.size === 0) groups.delete(key);
    },
  };
}
