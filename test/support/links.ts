/** A class of our own client's links: they reconnect automatically, with its backoff. */
import { machineClock } from "../../src/client/clock.ts";
import { openLink, type Socket } from "../../src/client/link.ts";
import type { RemoteClass } from "./program.ts";

export interface Links {
  /** The students that are connected and greeted, by their number. */
  readonly live: ReadonlySet<number>;
  /** How long each connection took, from its opening to the welcome, in ms. */
  readonly connecting: number[];
  /** Resolves once everyone is connected. */
  everyone(): Promise<void>;
  close(): void;
}

/** Connects every student of a class. */
export function openLinks(room: RemoteClass, port: string): Links {
  const live = new Set<number>();
  const connecting: number[] = [];
  let changed = () => {};
  const links = room.students.map(({ token }, n) => {
    let last = { seq: 0, epoch: "" };
    let began = 0;
    const link = openLink({
      url: () => `ws://127.0.0.1:${port}/ws/live/${room.session.code}?since=${last.seq}&epoch=${last.epoch}`,
      openSocket(url) {
        began = performance.now();
        return new WebSocket(url, { headers: { Authorization: `Bearer ${token}` } } as never) as Socket;
      },
      clock: machineClock,
      random: Math.random,
      online: () => true,
      whyRefused: async () => undefined,
      onStatus: ({ is }) => {
        if (is !== "live") live.delete(n);
      },
      onFrame(text) {
        const frame = JSON.parse(text);
        if (frame.type !== "welcome") return;
        last = frame.data;
        link.greeted();
        live.add(n);
        connecting.push(performance.now() - began);
        changed();
      },
    });
    return link;
  });
  return {
    live,
    connecting,
    everyone: () =>
      new Promise((resolve) => {
        changed = () => live.size === links.length && resolve();
        changed();
      }),
    close() {
      for (const link of links) link.close();
    },
  };
}
