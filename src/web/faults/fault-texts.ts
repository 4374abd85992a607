/** The form of a part of the faults' texts. */
import type { RefusalCode } from "../../client/refusal.ts";
import type { Both } from "../language.ts";

/** The texts of some codes. An unknown code does not compile. */
export type FaultTexts = { readonly [Code in RefusalCode]?: Both<string> };
