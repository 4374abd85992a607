/** Short names of Nelson's rules in the page's language. */
import type { RuleNumber } from "../../domain/spc/kinds.ts";
import { texts } from "./texts.ts";

export const ruleNames = (rules: readonly RuleNumber[]): string[] => rules.map((rule) => texts.value.rules[rule][0]);
