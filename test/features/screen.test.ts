import { expect, test } from "bun:test";
import { features } from "../../src/features/index.ts";
import { screenViews } from "../../src/features/screen.ts";
import { ann, paperRoom, teacher } from "../support/rules.ts";

const read = (room: ReturnType<typeof paperRoom>) =>
  (features.find(({ name }) => name === "screen") as any).views.current.read({ state: room.state.screen, viewer: ann });

test("a projector follows the class until the teacher chooses a view", () => {
  expect(screenViews).toEqual(["auto", "code", "step", "feedback", "questions", "poll", "groups", "pick", "blank"]);
  expect(read(paperRoom())).toEqual({ view: "auto" });
});

test.each(screenViews.filter((view) => view !== "auto"))("the teacher switches to %s and back", (view) => {
  const room = paperRoom();
  const shown = { result: { view }, emitted: [{ type: "screen.changed", data: { view } }] };
  expect(room.do(teacher, "screen.show", { view })).toEqual(shown);
  expect(read(room)).toEqual({ view });
  // Pressed twice, as on two devices at once: nothing changes.
  expect(room.do(teacher, "screen.show", { view })).toEqual({ result: { view }, emitted: [] });
  expect(room.do(teacher, "screen.show", { view: "auto" })).toMatchObject({ result: { view: "auto" } });
  expect(read(room)).toEqual({ view: "auto" });
});

test("nobody but the teacher switches views, to no view that does not exist, and not after the end", () => {
  expect(paperRoom().do(ann, "screen.show", { view: "blank" })).toBe("not_allowed");
  for (const input of [{}, { view: "board" }, { view: null }])
    expect(paperRoom().do(teacher, "screen.show", input)).toBe("does_not_fit");
  expect(paperRoom({ status: "ENDED" }).do(teacher, "screen.show", { view: "code" })).toBe("session_ended");
});
