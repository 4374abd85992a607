/**
 * Tells sockets that were closed because they read too slowly from those whose network is gone: both close with 1006.
 * Bun reports an empty buffer once a socket is closed, so the buffers are sampled while it is open.
 */
import type { Peer } from "./peer.ts";

/** How often to call `sampleUnsent`, in milliseconds. */
export const sampleMs = 100;
/** From how many unsent bytes on a socket counts as slow. */
const slowFromBytes = 64 * 1024;

/** Reads how many bytes wait to be sent to each peer that was sent anything since the last sample, or had some waiting. */
export function sampleUnsent(open: Iterable<Peer>): void {
  for (const peer of open) {
    const published = peer.handler.published(peer);
    if (peer.sampledAt === published && !peer.unsentBytes) continue;
    peer.sampledAt = published;
    peer.unsentBytes = peer.ws?.getBufferedAmount() ?? 0;
  }
}

/** Returns whether a socket that closed with `code` was closed because it read too slowly. */
export const readTooSlowly = ({ unsentBytes = 0 }: Peer, code: number): boolean =>
  code === 1006 && unsentBytes >= slowFromBytes;
