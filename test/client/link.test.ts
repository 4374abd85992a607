import { describe, expect, test } from "bun:test";
import { backoff } from "../../src/client/clock.ts";
import { type ClosedReason, type LinkStatus, openLink } from "../../src/client/link.ts";
import { testClock, testNetwork } from "./support.ts";

function open(more: { online?: () => boolean; whyRefused?: () => Promise<ClosedReason | undefined> } = {}) {
  const clock = testClock();
  const network = testNetwork();
  const said: LinkStatus[] = [];
  const link = openLink({
    url: () => "ws://host/ws/live/ABC234",
    openSocket: network.openSocket,
    clock,
    random: () => 0.5,
    online: more.online ?? (() => true),
    whyRefused: more.whyRefused ?? (async () => undefined),
    onFrame: () => {},
    onStatus: (status) => said.push(status),
  });
  const greet = () => {
    network.last.opens();
    link.greeted();
  };
  return { clock, network, said, link, greet, start: clock.now() };
}

describe("a link", () => {
  test("is live from the greeting on, not from the opening", () => {
    const { link, network, greet } = open();
    network.last.opens();
    expect(link.status()).toEqual({ is: "connecting" });
    expect(link.send("{}")).toBe(false);
    greet();
    expect(link.status()).toEqual({ is: "live" });
    expect(link.send("{}")).toBe(true);
  });

  test("reconnects automatically, and reports since when it is lost and when it tries again", () => {
    const { link, network, greet, clock, start } = open();
    greet();
    clock.pass(1000);
    network.last.drops(1006);
    expect(link.status()).toEqual({ is: "reconnecting", since: start + 1000, nextTry: start + 1300, offline: false });
    clock.pass(300);
    expect(network.sockets.length).toBe(2);
    expect(link.status()).toEqual({ is: "reconnecting", since: start + 1000, nextTry: null, offline: false });
    greet();
    expect(link.status()).toEqual({ is: "live" });
  });

  test("waits longer from try to try, up to eight seconds, and never twice the same class at one instant", () => {
    expect([0, 1, 2, 3, 4, 5, 9].map((n) => backoff(n, () => 1))).toEqual([400, 800, 1600, 3200, 4000, 4000, 4000]);
    expect([0, 0.5, 1].map((chance) => backoff(9, () => chance))).toEqual([2000, 3000, 4000]);
  });

  test("tries at once when the network is back or the page is seen again", () => {
    const { link, network, greet } = open();
    greet();
    network.last.drops(1006);
    link.nudge();
    expect(network.sockets.length).toBe(2);
    link.nudge();
    expect(network.sockets.length).toBe(2);
  });

  test("reports if the device has no network", () => {
    let online = true;
    const { link, network, greet } = open({ online: () => online });
    greet();
    online = false;
    network.last.drops(1006);
    expect(link.status()).toMatchObject({ is: "reconnecting", offline: true });
  });

  test("notices a Wi-Fi that died without a word: no answer to a heartbeat", () => {
    const { link, network, greet, clock } = open();
    greet();
    clock.pass(15_000);
    expect(network.last.sent).toEqual([{ type: "ping", id: "ping-1" }]);
    network.last.says({ type: "pong", id: "ping-1" });
    clock.pass(15_000);
    expect(network.last.sent.length).toBe(2);
    clock.pass(7999);
    expect(link.status()).toEqual({ is: "live" });
    clock.pass(1);
    expect(link.status().is).toBe("reconnecting");
    expect(network.sockets[0]?.closed).toBe(true);
  });

  test("notices a lost connection within three seconds if the network may have changed", () => {
    const { link, greet, clock } = open();
    greet();
    link.nudge();
    clock.pass(3000);
    expect(link.status().is).toBe("reconnecting");
  });

  test("gives up a try that hangs", () => {
    const { network, clock } = open();
    clock.pass(8000);
    expect(network.sockets[0]?.closed).toBe(true);
    clock.pass(300);
    expect(network.sockets.length).toBe(2);
  });

  test("does not reconnect if that cannot succeed", () => {
    const reasons = [1000, 4401, 4403, 4404, 4409].map((code) => {
      const { link, network, greet, clock } = open();
      greet();
      network.last.drops(code);
      clock.pass(60_000);
      return [link.status(), network.sockets.length];
    });
    expect(reasons).toEqual([
      [{ is: "closed", reason: "ended" }, 1],
      [{ is: "closed", reason: "signed_out" }, 1],
      [{ is: "closed", reason: "removed" }, 1],
      [{ is: "closed", reason: "deleted" }, 1],
      [{ is: "closed", reason: "replaced" }, 1],
    ]);
  });

  test("reconnects after it read too slowly, sent too much, or the server stopped", () => {
    for (const code of [1001, 1006, 4408, 4429]) {
      const { link, network, greet } = open();
      greet();
      network.last.drops(code);
      expect(link.status().is).toBe("reconnecting");
    }
  });

  test("asks why it was refused before it opened", async () => {
    const { link, network } = open({ whyRefused: async () => "removed" });
    network.last.drops(1006);
    await Promise.resolve();
    await Promise.resolve();
    await Promise.resolve();
    expect(link.status()).toEqual({ is: "closed", reason: "removed" });
  });

  test("takes up again after another tab took its place", () => {
    const { link, network, greet } = open();
    greet();
    network.last.drops(4409);
    link.reopen();
    greet();
    expect(link.status()).toEqual({ is: "live" });
    expect(network.sockets.length).toBe(2);
  });
});
