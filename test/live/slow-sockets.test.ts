import { describe, expect, test } from "bun:test";
import type { Peer } from "../../src/live/peer.ts";
import { readTooSlowly, sampleUnsent } from "../../src/live/slow-sockets.ts";

/** A peer whose socket counts how often its buffer is read. */
function makePeer() {
  const buffer = { bytes: 0, reads: 0, frames: 0 };
  const ws = {
    getBufferedAmount() {
      buffer.reads += 1;
      return buffer.bytes;
    },
  };
  const peer = { ws, handler: { published: () => buffer.frames } } as unknown as Peer;
  return { peer, buffer };
}

describe("the samples of what waits to be sent", () => {
  test("skip a peer to which nothing was published", () => {
    const [quiet, busy] = [makePeer(), makePeer()];
    for (let n = 0; n < 10; n++) {
      busy.buffer.frames += 1;
      sampleUnsent([quiet.peer, busy.peer]);
    }
    expect(quiet.buffer.reads).toBe(1);
    expect(busy.buffer.reads).toBe(10);
  });

  test("follow a peer until nothing waits for it", () => {
    const { peer, buffer } = makePeer();
    buffer.bytes = 100_000;
    sampleUnsent([peer]);
    expect(readTooSlowly(peer, 1006)).toBe(true);
    expect(readTooSlowly(peer, 1001)).toBe(false);
    buffer.bytes = 0;
    sampleUnsent([peer]);
    expect(readTooSlowly(peer, 1006)).toBe(false);
    sampleUnsent([peer]);
    expect(buffer.reads).toBe(2);
  });
});
