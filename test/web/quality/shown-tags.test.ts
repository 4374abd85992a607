/** The tags above the key pad: whatever is sent with the next value is shown. */
import { expect, test } from "bun:test";
import type { ProductTag } from "../../../src/domain/spc/tags.ts";
import { shownTags, withoutUnknown } from "../../../src/web/quality/enter/shown-tags.ts";

const tag = (name: string, is_asked: boolean): ProductTag => ({ name, is_asked, offered: [], used: [] });
const names = (tags: readonly ProductTag[]) => tags.map(({ name }) => name);

test.each<[string, ProductTag[], Record<string, string>, string[]]>([
  ["nothing", [], {}, []],
  ["all tags if none is asked for", [tag("lot", false), tag("shift", false)], {}, ["lot", "shift"]],
  ["the asked and the chosen ones", [tag("lot", false), tag("shift", true)], { lot: "7" }, ["lot", "shift"]],
  ["a chosen one before the list is read", [], { operator: "Kim" }, ["operator"]],
  ["a chosen one beside the asked ones", [tag("shift", true)], { operator: "Kim" }, ["shift", "operator"]],
])("the bar shows %s", (_, tags, chosen, expected) => {
  expect(names(shownTags(tags, chosen))).toEqual(expected);
});

test("remembered tags that the product no longer has are dropped", () => {
  const chosen = { operator: "Kim", lot: "7" };
  expect(withoutUnknown(chosen, [tag("lot", true)])).toEqual({ lot: "7" });
  expect(withoutUnknown(chosen, [])).toEqual({});
  expect(withoutUnknown(chosen, [tag("lot", true), tag("operator", false)])).toBe(chosen);
});
