/**
 * axe-core finds nothing in any state of any page. Each state has sixteen combinations of width, theme and language; here
 * it is checked in one of them, in turn a light phone and a dark laptop, because each takes about half a second.
 * `bun run pictures --axe` checks all of them.
 */
import { afterAll, beforeAll, describe, expect, setDefaultTimeout, test } from "bun:test";
import { violationsOf } from "../../scripts/pictures/axe.ts";
import { arrange, overflowOf } from "../../scripts/pictures/shoot.ts";
import { states } from "../../scripts/pictures/states/index.ts";
import { openWorld, type World } from "../../scripts/pictures/world.ts";
import { chromiumPath } from "./stage.ts";

setDefaultTimeout(60_000);

describe.skipIf(chromiumPath === undefined)("axe-core finds nothing, and no page overflows", () => {
  let world: World;
  beforeAll(async () => {
    world = await openWorld("en");
  });
  afterAll(async () => {
    await world?.[Symbol.asyncDispose]();
  });

  const combinations = [
    [390, "light"],
    [1440, "dark"],
    [390, "dark"],
    [1440, "light"],
  ] as const;
  // Every guide is rendered by the same code, and every entry of the document of the calls.
  const checked = states.filter(({ name }) => !/^docs(-connect-(?!lectern).*)?$/.test(name));
  for (const [n, state] of checked.entries()) {
    test(state.name, async () => {
      try {
        const page = await state.go(world);
        const [width, theme] = combinations[n % 4] ?? combinations[0];
        await arrange(page, width, theme);
        const problems = [...(await violationsOf(page)), ...(await overflowOf(page))];
        expect({ width, theme, problems }).toEqual({ width, theme, problems: [] });
      } finally {
        state.after?.(world);
        await world.closePages();
      }
    });
  }

  test("every state has a unique name", () => {
    const names = states.map(({ name }) => name);
    expect(names).toEqual([...new Set(names)]);
  });
});
