/** Names and bounds of tags. Without schemas, so that pages can import them without zod. */

/** Tags that pages name in the user's language and that CSV columns are recognized as. Others keep their own name. */
export const knownTags = ["operator", "shift", "machine", "lot"] as const;
export type KnownTag = (typeof knownTags)[number];

/** Compares by who measured, instead of by a tag: no tag can have this name. */
export const measuredBy = "@measured_by";

/** The tags of a measurement by name, such as `{operator: "Kim"}`. */
export type TagRecord = Readonly<Record<string, string>>;

/** The most tags that one measurement has. */
export const maxTags = 8;
/** The most different tags that a product has, and the most different values of one of them. */
export const maxTagNames = 12;
export const maxTagValues = 1000;
/** The most different combinations of tags that a product has. */
export const maxTagSets = 5000;
/** The longest name and value, in characters. */
export const maxTagName = 30;
export const maxTagValue = 60;
/** The most values of a tag that a teacher offers for choice. */
export const maxOfferedValues = 50;

/** A name: letters and digits, and between them spaces, dots, dashes and underscores. */
export const tagNamePattern = /^[\p{L}\p{N}](?:[\p{L}\p{M}\p{N} ._-]*[\p{L}\p{M}\p{N}])?$/u;

/** The prefix of a CSV column with a tag: `tag:lot`. The columns of known tags need none. */
export const tagColumnPrefix = "tag:";

/** Returns a name as it is stored: normalized Unicode, single spaces, known names in lower case. */
export function toTagName(name: string): string {
  const tidy = name.normalize("NFC").trim().replace(/\s+/g, " ");
  return knownTags.find((known) => known === tidy.toLowerCase()) ?? tidy;
}
