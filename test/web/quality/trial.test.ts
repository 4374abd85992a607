/** The rules that are tried on another chart. */
import { expect, test } from "bun:test";
import { type ChartKind, ruleNumbers } from "../../../src/domain/spc/kinds.ts";
import { applicableRules } from "../../../src/web/quality/strata/trial.ts";

test.each<[ChartKind, number[]]>([
  ["i-mr", [1, 2, 3, 4, 5, 6, 7, 8]],
  ["p", [1, 2, 3, 4]],
  ["cusum", [1]],
])("on a chart %s only its rules are tried", (chart, expected) => {
  expect(applicableRules({ rules: ruleNumbers, chart })).toEqual(expected as (typeof ruleNumbers)[number][]);
});
