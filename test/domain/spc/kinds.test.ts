import { expect, test } from "bun:test";
import {
  type ChartKind as Chart,
  defaultChart,
  defaultRules,
  type RuleNumber as Rule,
} from "../../../src/domain/spc/kinds.ts";
import { longestSpan, ruleSpan } from "../../../src/domain/spc/rules.ts";
import { ChartKind, RuleNumber } from "../../../src/domain/spc/words.ts";

test("single values get individuals, up to ten get ranges, more get standard deviations", () => {
  const charts = [1, 2, 5, 10, 11, 25].map(defaultChart);
  expect(charts).toEqual(["i-mr", "xbar-r", "xbar-r", "xbar-r", "xbar-s", "xbar-s"]);
});

test("the schemas take the words and numbers there are, and no other", () => {
  const charts: Chart[] = ["i-mr", "xbar-r", "xbar-s"];
  expect(charts.map((chart) => ChartKind.parse(chart))).toEqual(charts);
  expect(["p", "I-MR", "", 1, null].map((word) => ChartKind.safeParse(word).success)).toEqual(Array(5).fill(false));
  const rules: Rule[] = [1, 2, 3, 4, 5, 6, 7, 8];
  expect(rules.map((rule) => RuleNumber.parse(rule))).toEqual(rules);
  expect([0, 9, 1.5, "1", null].map((word) => RuleNumber.safeParse(word).success)).toEqual(Array(5).fill(false));
});

test("rules 1, 2, 5 and 6 alert where nobody chose", () => {
  expect(defaultRules).toEqual([1, 2, 5, 6]);
});

test("fifteen points are enough for every rule", () => {
  expect(ruleSpan).toEqual({ 1: 1, 2: 9, 3: 6, 4: 14, 5: 3, 6: 5, 7: 15, 8: 8 });
  expect(longestSpan).toBe(Math.max(...Object.values(ruleSpan)));
});
