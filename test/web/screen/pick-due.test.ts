/** When the projector shows the student who is picked. */
import { expect, test } from "bun:test";
import { isPickDue, isPickOverChoice } from "../../../src/web/screen/pick-due.ts";
import type { Shown } from "../../../src/web/screen/shown.ts";

const at = (minute: number) => `2026-01-01T00:0${minute}:00.000Z`;
/** A class whose step began at 0:01, and whose student is picked at 0:05, with changes. */
const shownWith = (changes: object) =>
  ({
    screen: { view: "auto", chosen_at: null },
    picks: { pick_id: 1, nickname: "Ann", at: at(5) },
    polls: null,
    steps: { step: { id: 1 }, started_at: at(1) },
    ...changes,
  }) as unknown as Shown;

test.each([
  ["is shown", {}, true],
  ["gives way to a poll that is opened later", { polls: { changed_at: at(6) } }, false],
  ["is shown over an earlier poll", { polls: { changed_at: at(4) } }, true],
  ["gives way to a step that begins later", { steps: { started_at: at(6) } }, false],
  ["is shown without steps and polls", { steps: null, polls: undefined }, true],
  ["is nobody", { picks: null }, false],
])("on auto, a pick %s", (_, changes, due) => {
  expect(isPickDue(shownWith(changes))).toBe(due);
});

test.each([
  ["is shown over a view chosen before", { screen: { view: "code", chosen_at: at(4) } }, true],
  ["gives way to a view chosen later", { screen: { view: "code", chosen_at: at(6) } }, false],
  ["leaves a blank projector blank", { screen: { view: "blank", chosen_at: at(4) } }, false],
])("a pick %s", (_, changes, over) => {
  expect(isPickOverChoice(shownWith(changes))).toBe(over);
});
