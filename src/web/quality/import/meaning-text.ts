/** What a column contains, in words. */
import { tagName } from "../tag-name.ts";
import type { Meaning } from "./columns.ts";
import { texts } from "./texts.ts";

export const meaningText = (meaning: Meaning): string =>
  typeof meaning === "string" ? texts.value.fields[meaning] : tagName(meaning.tag);
