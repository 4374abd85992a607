/** Frames to single connections are sent together, and each connection still gets all of its frames in their order. */
import { expect, test } from "bun:test";
import { holdingFrames, sendHeldBefore, sendHeldOf, sendText } from "../../src/live/held-frames.ts";
import type { Peer } from "../../src/live/peer.ts";

/** A connection that records what is sent on it; `corked` counts how often several frames were sent together. */
function openPeer(topic?: string) {
  const got: string[] = [];
  const calls = { corked: 0 };
  const ws = {
    send: (text: string) => void got.push(text),
    cork(work: () => void) {
      calls.corked += 1;
      work();
    },
  };
  return { peer: { topic, ws } as unknown as Peer, got, calls };
}

test("a connection gets the frames of a batch together, in their order; a frame outside of a batch is sent at once", () => {
  const ann = openPeer("students");
  const bob = openPeer("students");
  holdingFrames(() => {
    for (const text of ["1", "2", "3"]) sendText(ann.peer, text);
    sendText(bob.peer, "4");
    expect([...ann.got, ...bob.got]).toEqual([]);
  });
  expect([ann.got, ann.calls.corked, bob.got, bob.calls.corked]).toEqual([["1", "2", "3"], 1, ["4"], 0]);
  sendText(ann.peer, "5");
  expect(ann.got.at(-1)).toBe("5");
});

test("what is held is sent before an event on a topic of its connection, and before the connection closes", () => {
  const ann = openPeer("students");
  const kim = openPeer("teachers");
  const gone = openPeer();
  holdingFrames(() => {
    sendText(ann.peer, "answer");
    sendText(gone.peer, "goodbye");
    sendHeldOf(gone.peer);
    expect(gone.got).toEqual(["goodbye"]);
    sendHeldBefore(["teachers"]);
    expect(ann.got).toEqual([]);
    sendText(kim.peer, "answer");
    sendHeldBefore(["students", "teachers"]);
    expect([ann.got, kim.got]).toEqual([["answer"], ["answer"]]);
    sendText(ann.peer, "later");
    sendHeldBefore(["students"]);
    expect(ann.got).toEqual(["answer", "later"]);
  });
  expect([ann.got, kim.got, gone.got]).toEqual([["answer", "later"], ["answer"], ["goodbye"]]);
});

test("if answering throws, what is held is sent nevertheless, and nothing is held from then on", () => {
  const ann = openPeer();
  const boom = new Error("boom");
  expect(() =>
    holdingFrames(() => {
      sendText(ann.peer, "1");
      throw boom;
    }),
  ).toThrow(boom);
  sendText(ann.peer, "2");
  expect(ann.got).toEqual(["1", "2"]);
});
