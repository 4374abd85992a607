/** A large class whose server restarts: how its phones come back. */
import { expect, test } from "bun:test";
import { openLink } from "../../src/client/link.ts";
import { testClock, testNetwork } from "./support.ts";

const phones = 2000;

/** Lets promises that are settled already run to their ends. */
const settled = async () => {
  for (let n = 0; n < 20; n++) await Promise.resolve();
};

test("2,000 phones that lose the server at one instant try again spread over time, each once per wait", async () => {
  const clock = testClock();
  const start = clock.now();
  let isUp = true;
  /** When each phone tried since the server went away, and when it asked by HTTP why, in ms. */
  const tries: number[] = [];
  let reasonsAsked = 0;
  const links = Array.from({ length: phones }, (_, n) => {
    const network = testNetwork();
    const link = openLink({
      url: () => "ws://host/ws/live/ABC234",
      openSocket(url) {
        const socket = network.openSocket(url);
        if (clock.now() > start) tries.push(clock.now() - start);
        return socket;
      },
      clock,
      // Spread evenly, as chance does it for many.
      random: () => ((n * 7919 + tries.length) % phones) / phones,
      online: () => true,
      whyRefused: async () => {
        reasonsAsked += 1;
        return undefined;
      },
      onFrame: () => {},
      onStatus: () => {},
    });
    network.last.opens();
    link.greeted();
    return { link, network };
  });
  isUp = false;
  for (const { network } of links) network.last.drops(1001);
  // The server is away for three seconds.
  for (let ms = 0; ms < 8000; ms += 50) {
    if (ms === 3000) isUp = true;
    const before = tries.length;
    clock.pass(50);
    for (const { link, network } of links) {
      if (link.status().is !== "reconnecting" || !network.last.onclose) continue;
      if (!isUp) network.last.drops(1006);
      else {
        network.last.opens();
        link.greeted();
      }
    }
    if (tries.length > before) await settled();
  }
  expect(links.every(({ link }) => link.status().is === "live")).toBe(true);
  const within = (from: number, to: number) => tries.filter((at) => at >= from && at < to).length;
  // Nobody tries at the instant of the loss, and while the server is away each phone tries a few times only.
  expect(within(0, 200)).toBe(0);
  expect(within(0, 3000)).toBeLessThanOrEqual(phones * 4);
  // Once it is back, at most a sixth of the class arrives within any 100 ms, and nobody tries twice.
  const back = Array.from({ length: 50 }, (_, n) => within(3000 + n * 100, 3100 + n * 100));
  expect(Math.max(...back)).toBeLessThan(phones / 6);
  expect(back.reduce((sum, count) => sum + count, 0)).toBe(phones);
  expect(reasonsAsked).toBe(within(0, 3000));
});
