/** Schemas of tags: what a measurement is about besides its value, such as who measured it, or the machine or lot. */
import { z } from "zod";
import { cleanText, Text } from "../text.ts";
import {
  maxOfferedValues,
  maxTagName,
  maxTagNames,
  maxTags,
  maxTagValue,
  maxTagValues,
  type TagRecord,
  tagNamePattern,
  toTagName,
} from "./tag-names.ts";

export const TagName = z
  .string()
  .max(maxTagName * 4)
  .transform(toTagName)
  .refine((name) => name.length <= maxTagName && tagNamePattern.test(name), {
    message: `A tag's name has at most ${maxTagName} letters and digits.`,
  });
export const TagValue = Text(maxTagValue).transform((value) => cleanText(value).normalize("NFC"));

/** The tags of a measurement, by name. */
export const Tags = z
  .record(z.string(), z.string())
  .transform((tags, context): TagRecord => {
    const entries = Object.entries(tags).flatMap(([given, value]): [string, string][] => {
      const parsed = z.tuple([TagName, TagValue]).safeParse([given, value]);
      if (parsed.success) return [parsed.data];
      const [issue] = parsed.error.issues;
      context.addIssue({ code: "custom", path: [given.slice(0, maxTagName)], message: issue?.message ?? "" });
      return [];
    });
    return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
  })
  .refine((tags) => Object.keys(tags).length <= maxTags, `A measurement has at most ${maxTags} tags.`);

/** A tag that a product's values can have: what the teacher offers for choice, and what was used. */
export const ProductTag = z.object({
  name: z.string(),
  /** Whether the teacher chose that the pad asks for it. */
  is_asked: z.boolean(),
  /** The values that the teacher offers, in the teacher's order. */
  offered: z.array(z.string()).max(maxOfferedValues),
  /** The other values that measurements have, newest first. */
  used: z.array(z.string()).max(maxTagValues),
});
export type ProductTag = z.infer<typeof ProductTag>;

/** The tags that the pad asks for, with the values that it offers. */
export const AskedTags = z
  .array(
    z.object({
      name: TagName,
      values: z
        .array(TagValue)
        .max(maxOfferedValues)
        .default([])
        .transform((values) => [...new Set(values)]),
    }),
  )
  .max(maxTags)
  .refine((tags) => new Set(tags.map(({ name }) => name)).size === tags.length, "Name each tag once.");
export type AskedTags = z.output<typeof AskedTags>;

/** A filter of points: for each tag, the values of which a point has one. */
export const TagFilter = z
  .record(z.string().transform(toTagName), z.array(z.string().max(maxTagValue)).min(1).max(100))
  .refine((filter) => Object.keys(filter).length <= maxTagNames, "Too many tags.");
export type TagFilter = z.output<typeof TagFilter>;
