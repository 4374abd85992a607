import { expect, test } from "bun:test";
import { toApi } from "../../src/client/api.ts";
import { openProjector } from "../../src/client/projector.ts";
import { Refusal } from "../../src/client/refusal.ts";
import { testClock, testNetwork } from "./support.ts";

const parts = {
  session: { code: "ABC234", title: "Class", status: "WAITING" as const },
  participants: { online: 0, joined: 0, newest: [] },
  timer: { ends_at: null, seconds: 0, label: null },
  screen: { view: "auto" as const, chosen_at: null },
};

/** A projector whose clock is 5 s behind the server's. */
function open(joinCard: () => Promise<unknown> = async () => ({})) {
  const clock = testClock();
  const network = testNetwork();
  const api = toApi(async () => ({ data: (await joinCard()) as never, status: 200, seq: undefined }));
  const base = "ws://host/ws/live/screen/";
  const projector = openProjector({
    session: "ABC234",
    api,
    base,
    clock,
    random: () => 0.5,
    openSocket: network.openSocket,
  });
  const welcome = (more: object = {}) => {
    network.last.opens();
    const server_time = new Date(clock.now() + 5000).toISOString();
    network.last.says({
      type: "welcome",
      data: { server_time, join_url: "http://a/j/ABC234", parts: { ...parts, ...more } },
    });
  };
  return { clock, network, projector, welcome };
}

test("a projector shows the first frame whole, then each part that changes, and knows the server's time", () => {
  const { clock, network, projector, welcome } = open();
  expect(projector.state()).toEqual({ link: { is: "connecting" }, shown: undefined });
  welcome({ feedback: { ok: 1, hard: 0 } });
  expect(network.last.url).toBe("ws://host/ws/live/screen/ABC234");
  expect(projector.state().link).toEqual({ is: "live" });
  expect(projector.now()).toBe(clock.now() + 5000);
  network.last.says({
    type: "changed",
    data: { parts: { feedback: null, screen: { view: "blank", chosen_at: null } } },
  });
  network.last.says({ type: "changed", data: { join_url: "http://b/j/ABC234", parts: {} } });
  const joinUrl = "http://b/j/ABC234";
  expect(projector.state().shown).toEqual({
    ...parts,
    feedback: null,
    screen: { view: "blank", chosen_at: null },
    joinUrl,
  });
});

test("it keeps showing the class while it reconnects, and then what the class has become", () => {
  const { clock, network, projector, welcome } = open();
  welcome();
  network.last.drops(1001);
  expect(projector.state()).toMatchObject({ link: { is: "reconnecting" }, shown: { screen: { view: "auto" } } });
  clock.pass(4000);
  welcome({ screen: { view: "code" } });
  expect(projector.state()).toMatchObject({ link: { is: "live" }, shown: { screen: { view: "code" } } });
});

test("without a valid credential it stops, until the page has one", () => {
  const { network, projector, welcome } = open();
  network.last.opens();
  network.last.drops(4401);
  expect(projector.state().link).toEqual({ is: "closed", reason: "signed_out" });
  projector.reopen();
  welcome();
  expect(projector.state().link).toEqual({ is: "live" });
});

test("a class that does not exist is not asked for again", async () => {
  const { network, projector } = open(async () => {
    throw new Refusal("session_not_found", "", { status: 404 });
  });
  network.last.drops(1006);
  await new Promise((resolve) => setTimeout(resolve));
  expect(projector.state().link).toEqual({ is: "closed", reason: "deleted" });
});
