/** What the form of a point sends. */
import { expect, test } from "bun:test";
import { changedTexts } from "../../../src/web/quality/product/point-texts.ts";

const point = { cause: "Worn tool", action: null, note: "From somebody else" };

test("only the texts that were typed and differ from the point", () => {
  expect(changedTexts({}, point)).toEqual({});
  expect(changedTexts({ cause: " Worn tool ", action: "" }, point)).toEqual({});
  expect(changedTexts({ cause: "Wrong tool", action: " Replaced " }, point)).toEqual({
    cause: "Wrong tool",
    action: "Replaced",
  });
  expect(changedTexts({ note: " " }, point)).toEqual({ note: null });
});
