/** Spoils messages: what a broken client, a curious student or a scanner might send instead of a right one. */
import type { Chance } from "./chance.ts";

const deep = (of: string, times: number) => of.repeat(times);

/** JSON that no schema here has a place for, as text. */
const oddities = [
  "null",
  "true",
  "-0",
  "1e999",
  "-1e999",
  "9007199254740993",
  "1.0000000000000001",
  "18446744073709551616",
  '""',
  '"__proto__"',
  '"\\ud800"',
  '"\\u0000"',
  '"\\u202e\\u200b"',
  "[]",
  "[[]]",
  "{}",
  '{"__proto__": {"role": "INSTRUCTOR"}}',
  '{"constructor": {"prototype": {"x": 1}}}',
  '{"toString": null, "valueOf": null, "length": -1}',
  '{"length": {"toString": null, "valueOf": null}}',
  '{"$ne": null}',
  "'",
  "NaN",
  "undefined",
  "0x10",
  "//",
  `"${"x".repeat(3000)}"`,
  `${deep("[", 2000)}${deep("]", 2000)}`,
  `${deep('{"a":', 2000)}1${deep("}", 2000)}`,
];

const letters = ["{", "}", "[", "]", '"', ":", ",", "\\", "0", "-", "e", "\u0000", "\ud800", "é", "가", "😀", " "];

const ways: readonly ((text: string, chance: Chance) => string)[] = [
  // One character becomes another by a bit.
  (text, chance) => {
    const at = chance.below(text.length);
    return text.slice(0, at) + String.fromCharCode(text.charCodeAt(at) ^ (1 << chance.below(8))) + text.slice(at + 1);
  },
  // A piece is missing.
  (text, chance) => {
    const at = chance.below(text.length);
    return text.slice(0, at) + text.slice(at + 1 + chance.below(8));
  },
  // A piece is there twice.
  (text, chance) => {
    const at = chance.below(text.length);
    const piece = text.slice(at, at + 1 + chance.below(20));
    return text.slice(0, at) + piece + text.slice(at);
  },
  // A letter too many.
  (text, chance) => {
    const at = chance.below(text.length + 1);
    return text.slice(0, at) + chance.of(letters) + text.slice(at);
  },
  // A value is another.
  (text, chance) => {
    const values = Array.from(text.matchAll(/:\s*("(?:[^"\\]|\\.)*"|-?[\d.]+|null|true|false|\{\})/g));
    if (values.length === 0) return chance.of(oddities);
    const { index, 0: whole } = chance.of(values);
    return `${text.slice(0, index)}:${chance.of(oddities)}${text.slice(index + whole.length)}`;
  },
  // A field too many.
  (text, chance) =>
    text.replace("{", () => `{"${chance.of(["__proto__", "id", "type", "data", "x"])}": ${chance.of(oddities)}, `),
  // The end is missing.
  (text, chance) => text.slice(0, chance.below(text.length)),
  // Something else altogether.
  (_, chance) => chance.of(oddities),
];

/** One of `texts`, spoiled in one to three ways. */
export function spoiled(texts: readonly string[], chance: Chance): string {
  let text = chance.of(texts);
  for (let times = 1 + chance.below(3); times > 0 && text.length > 0; times--) text = chance.of(ways)(text, chance);
  return text;
}
