import { expect, test } from "bun:test";
import {
  type ChartKind as Chart,
  defaultChart,
  defaultRules,
  type RuleNumber as Rule,
} from "../../../src/domain/spc/kinds.ts";
import { maxSpan, ruleSpan } from "../../../src/domain/spc/rules.ts";
import { ChartKind, RuleNumber } from "../../../src/domain/spc/words.ts";

test("the default chart is i-mr for single values, xbar-r up to 10, xbar-s above", () => {
  const charts = [1, 2, 5, 10, 11, 25].map(defaultChart);
  expect(charts).toEqual(["i-mr", "xbar-r", "xbar-r", "xbar-r", "xbar-s", "xbar-s"]);
});

test("the schemas accept only the defined names and numbers", () => {
  const charts: Chart[] = ["i-mr", "xbar-r", "xbar-s", "p", "np", "c", "u", "ewma", "cusum"];
  expect(charts.map((chart) => ChartKind.parse(chart))).toEqual(charts);
  expect(["x", "I-MR", "", 1, null].map((word) => ChartKind.safeParse(word).success)).toEqual(Array(5).fill(false));
  const rules: Rule[] = [1, 2, 3, 4, 5, 6, 7, 8];
  expect(rules.map((rule) => RuleNumber.parse(rule))).toEqual(rules);
  expect([0, 9, 1.5, "1", null].map((word) => RuleNumber.safeParse(word).success)).toEqual(Array(5).fill(false));
});

test("rules 1, 2, 5 and 6 are the default", () => {
  expect(defaultRules).toEqual([1, 2, 5, 6]);
});

test("no rule uses more than 15 points", () => {
  expect(ruleSpan).toEqual({ 1: 1, 2: 9, 3: 6, 4: 14, 5: 3, 6: 5, 7: 15, 8: 8 });
  expect(maxSpan).toBe(Math.max(...Object.values(ruleSpan)));
});
