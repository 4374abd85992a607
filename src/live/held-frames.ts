/**
 * The frames that a batch sends to single connections, such as answers. They are held until the batch has been answered,
 * and then each connection gets its frames in one system call, which costs more than everything else in an answer.
 *
 * The order of frames on each connection stays: before an event is published on a native topic, frames that are held for
 * a subscriber of that topic are sent.
 */
import type { Peer } from "./peer.ts";

const held = new Map<Peer, string[]>();
/** The topics to which the connections in `held` subscribe. */
const topics = new Set<string>();
let isHolding = false;

/** Holds the frames that `work` sends to single connections until it returns. */
export function holdingFrames(work: () => void): void {
  isHolding = true;
  try {
    work();
  } finally {
    isHolding = false;
    sendHeld();
  }
}

/** Sends a frame to one connection: now, or together with others. */
export function sendText(peer: Peer, text: string): void {
  if (!isHolding) return void peer.ws?.send(text);
  const frames = held.get(peer);
  if (frames) return void frames.push(text);
  held.set(peer, [text]);
  if (peer.topic !== undefined) topics.add(peer.topic);
}

/** Call this before anything is published on these topics. */
export function sendHeldBefore(published: readonly string[]): void {
  if (published.some((topic) => topics.has(topic))) sendHeld();
}

/** Sends what is held for one connection. Call this before it is closed or subscribes to a topic. */
export function sendHeldOf(peer: Peer): void {
  const frames = held.get(peer);
  held.delete(peer);
  if (frames) sendTogether(peer, frames);
}

function sendHeld(): void {
  for (const [peer, frames] of held) sendTogether(peer, frames);
  held.clear();
  topics.clear();
}

function sendTogether({ ws }: Peer, frames: readonly string[]): void {
  const [first = ""] = frames;
  if (frames.length === 1) ws?.send(first);
  else
    ws?.cork(() => {
      for (const text of frames) ws.send(text);
    });
}
