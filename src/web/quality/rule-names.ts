/** The names of the run rules in the page's language. */
import type { RuleNumber } from "../../domain/spc/kinds.ts";
import { text } from "../messages/index.ts";

/** Each by its short name. */
export const ruleNames = (rules: readonly RuleNumber[]): string[] =>
  rules.map((rule) => text.value.quality.rules[rule][0]);
