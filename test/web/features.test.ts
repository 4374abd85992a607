/** The pages' texts of the features: complete for the registry, in its order, and both languages. */
import { afterAll, expect, test } from "bun:test";
import { features } from "../../src/features/index.ts";
import { defaultFeatures, featureNames } from "../../src/features/whole-session.ts";

// The language of a page comes from the browser: this one is imitated.
const browser = { document: { documentElement: {} }, navigator: { languages: ["en"] } };
const before = Object.keys(browser).map((name) => [name, Object.getOwnPropertyDescriptor(globalThis, name)] as const);
for (const [name, value] of Object.entries(browser)) {
  Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
}
afterAll(() => {
  for (const [name, was] of before) {
    if (was) Object.defineProperty(globalThis, name, was);
    else Reflect.deleteProperty(globalThis, name);
  }
});
const pages = await import("../../src/web/features/index.ts");

test("the settings show a switch for each optional feature, in the registry's order and with its default", () => {
  expect(pages.featureNames).toEqual(featureNames);
  expect(pages.defaultFeatures).toEqual(defaultFeatures);
  for (const name of featureNames) expect(pages.switches.value[name]).toEqual([expect.any(String), expect.any(String)]);
});

test("each fault that a feature declares has a text", () => {
  const declared = features.flatMap((feature) => Object.keys(feature.faults ?? {}));
  expect(Object.keys(pages.featureFaults).sort()).toEqual(declared.sort());
});
