/** The pages' texts of the features: complete for the registry, in its order, and both languages. */
import { expect, test } from "bun:test";
import { features } from "../../src/features/index.ts";
import { defaultFeatures, featureNames } from "../../src/features/whole-session.ts";
import { imitateBrowser } from "../support/imitated-browser.ts";

imitateBrowser();
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
