/** The controls of projector and timer: which views there are, and which commands are shown as not sent. */
import { describe, expect, test } from "bun:test";
import type { Sending, SendingState } from "../../../src/client/outbox.ts";
import { viewsOf } from "../../../src/web/room/projector/views.ts";
import { unsentOf } from "../../../src/web/room/unsent.ts";

test("a class has only the views whose feature is on", () => {
  expect(viewsOf({ session: { features: [] }, groups: { count: 0 } })).toEqual(["auto", "code", "blank"]);
  expect(viewsOf({ session: { features: ["polls", "steps"] }, groups: { count: 0 } })).toEqual([
    "auto",
    "code",
    "step",
    "poll",
    "blank",
  ]);
  expect(viewsOf({ session: { features: ["steps"] }, groups: { count: 2 } })).toEqual([
    "auto",
    "code",
    "step",
    "groups",
    "blank",
  ]);
});

describe("commands of the timer and the projector that are not sent", () => {
  const show = (state: SendingState): Sending => ({
    id: "a",
    name: "screen.show",
    input: { view: "code" },
    at: 0,
    state,
  });
  const stop = (state: SendingState): Sending => ({ id: "b", name: "timer.stop", input: {}, at: 0, state });
  const begin: Sending = { id: "c", name: "session.start", input: {}, at: 0, state: "waiting" };
  const cases: [string, Sending[], Sending[]][] = [
    ["none", [begin], []],
    ["on the way or confirmed", [show("sending"), stop("sent")], []],
    ["waiting and refused", [show("refused"), stop("waiting")], [stop("waiting"), show("refused")]],
    ["refused, then accepted", [show("refused"), show("sent")], []],
  ];
  test.each(cases)("%s", (_, outbox, unsent) => {
    expect(unsentOf(outbox)).toEqual(unsent);
  });
});
