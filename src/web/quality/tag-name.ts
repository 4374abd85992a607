/** The name of a tag in the user's language. */
import { knownTags, measuredBy, type TagRecord } from "../../domain/spc/tag-names.ts";
import { texts } from "./texts.ts";

/** A tag that is not known has the name that was given to it. */
export function tagName(name: string): string {
  if (name === measuredBy) return texts.value.measuredBy;
  const known = knownTags.find((known) => known === name);
  return known ? texts.value.tagNames[known] : name;
}

/** Each tag as a text: `Operator: Kim`. */
export const tagTexts = (tags: TagRecord): string[] =>
  Object.entries(tags).map(([name, value]) => `${tagName(name)}: ${value}`);
