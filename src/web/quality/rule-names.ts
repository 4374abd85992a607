/** The names of the run rules in the page's language. */
import type { RuleNumber } from "../../domain/spc/kinds.ts";
import { texts } from "./texts.ts";

/** Each by its short name. */
export const ruleNames = (rules: readonly RuleNumber[]): string[] => rules.map((rule) => texts.value.rules[rule][0]);
