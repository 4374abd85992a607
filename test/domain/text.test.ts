import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import type { ZodType } from "zod";
import { Nickname, nameKey, OptionalText, Text } from "../../src/domain/text.ts";
import { runs } from "../support/seed.ts";

const read = (schema: ZodType<string | null>, value: unknown) => {
  const { success, data } = schema.safeParse(value);
  return success ? data : "refused";
};

describe("a nickname has 1 to 40 visible characters", () => {
  const table: [string, unknown, string][] = [
    ["as it is", "Ann", "Ann"],
    ["any script", "김민준", "김민준"],
    ["one letter", "A", "A"],
    ["trimmed", "  Ann  ", "Ann"],
    ["of one line", "Ann\n\tKim", "Ann Kim"],
    ["with single spaces", "Ann   Kim", "Ann Kim"],
    ["40 letters", "x".repeat(40), "x".repeat(40)],
    ["40 once trimmed", ` ${"x".repeat(40)} `, "x".repeat(40)],
    ["41 letters", "x".repeat(41), "refused"],
    ["nothing", "", "refused"],
    ["white space", " \t\n\u3000", "refused"],
    ["nothing but invisible marks", "\u200B\u200D\u2060\uFEFF", "refused"],
    ["nothing but controls", "\u0000\u0007\u009F", "refused"],
    ["no turning of letters", "\u202Egnp.exe\u202C", "gnp.exe"],
    ["no isolates", "\u2066Ann\u2069", "Ann"],
    ["no hidden letters", "A\u200Bn\u00ADn", "Ann"],
    ["no piles of marks", `X${"\u0301".repeat(30)}nn`, `X${"\u0301".repeat(4)}nn`],
    ["an accent stays, as one letter", "Zoe\u0308", "Zo\u00EB"],
    ["Hangul jamo become syllables", "\u1112\u1161\u11AB", "한"],
    ["nothing but Hangul fillers", "\u3164\uFFA0\u115F\u1160", "refused"],
    ["nothing but blank Braille", "\u2800", "refused"],
    ["no Hangul filler at the end", "Teacher\u3164", "Teacher"],
    ["no variation selector, joiner or tag", "T\uFE0Fe\u034Fa\u{E0061}cher\uFE0F", "Teacher"],
    ["a family stays one", "👨‍👩‍👧‍👦 Kim", "👨‍👩‍👧‍👦 Kim"],
    ["a heart stays red", "❤️", "❤️"],
    ["a skin colour and a profession stay", "👩🏽‍🚀", "👩🏽‍🚀"],
    ["a flag stays", "🇰🇷 🏳️‍🌈 🏴󠁧󠁢󠁳󠁣󠁴󠁿", "🇰🇷 🏳️‍🌈 🏴󠁧󠁢󠁳󠁣󠁴󠁿"],
    ["a keycap stays", "1️⃣", "1️⃣"],
    ["a selector after a digit goes", "Ann1\uFE0F", "Ann1"],
    ["a joiner after an emoji goes", "😀\u200D", "😀"],
    ["Persian keeps its non-joiner", "\u0645\u06CC\u200C\u062E", "\u0645\u06CC\u200C\u062E"],
    ["Sinhala keeps its joiner", "\u0DC1\u0DCA\u200D\u0DBB\u0DD3", "\u0DC1\u0DCA\u200D\u0DBB\u0DD3"],
    ["half a pair is repaired", "Ann\uD800", "Ann\uFFFD"],
    ["an emoji stays whole", "Ann 😀", "Ann 😀"],
    ["markup is text", "<img src=x onerror=alert(1)>", "<img src=x onerror=alert(1)>"],
    ["too long to look at", "x".repeat(401), "refused"],
    ["a number", 5, "refused"],
    ["null", null, "refused"],
  ];
  test.each(table)("%s", (_, given, name) => {
    expect(read(Nickname, given)).toBe(name);
  });

  test("any text is clean after normalization, and normalizing it again changes nothing", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 60 }), (given) => {
        const name = Nickname.safeParse(given).data;
        if (name === undefined) return;
        expect(name).not.toMatch(/[\p{Cc}\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFEFF]|^\s|\s$|\s\s/u);
        expect(name.isWellFormed()).toBe(true);
        expect([name.length > 0, name.length <= 40]).toEqual([true, true]);
        expect(Nickname.parse(name)).toBe(name);
      }),
      runs(2000),
    );
  });
});

describe("text is unchanged except for invisible and malformed characters", () => {
  const table: [string, unknown, unknown, unknown][] = [
    ["words", " hi there ", "hi there", "hi there"],
    ["lines and tabs", "a\n\tb", "a\n\tb", "a\n\tb"],
    ["controls", "a\u0000b\u001Bc\u0085d", "abcd", "abcd"],
    ["half a pair", "\uDC00", "\uFFFD", "\uFFFD"],
    ["ten characters", "1234567890", "1234567890", "1234567890"],
    ["eleven", "12345678901", "refused", "refused"],
    ["ten once trimmed", "   1234567890   ", "1234567890", "1234567890"],
    ["nothing", "", "refused", null],
    ["white space", "  \n ", "refused", null],
    ["nothing that can be seen", "\u200B\u3164 \u2800\uFE0F", "refused", null],
    ["an emoji of several", "👨‍👩‍👧", "👨‍👩‍👧", "👨‍👩‍👧"],
    ["null", null, "refused", null],
    ["undefined", undefined, "refused", null],
    ["a number", 1, "refused", "refused"],
    ["a list", ["a"], "refused", "refused"],
  ];
  test.each(table)("%s", (_, given, text, optional) => {
    expect(read(Text(10), given) as unknown).toEqual(text);
    expect(read(OptionalText(10), given) as unknown).toEqual(optional);
  });
});

describe("names that look alike have the same key", () => {
  const same: [string, string, string][] = [
    ["capitals", "ANN", "ann"],
    ["capitals outside A-Z", "ÉMILE", "émile"],
    ["Cyrillic capitals", "ИВАН", "иван"],
    ["the Greek final sigma", "ΑΛΕΞΗΣ", "αλεξης"],
    ["the sharp s", "STRASSE", "straße"],
    ["the Turkish dotted I", "İbrahim", "i\u0307brahim"],
    ["composed and decomposed", "Zo\u00EB", "Zoe\u0308"],
    ["composed and decomposed Hangul", "한", "\u1112\u1161\u11AB"],
    ["full-width letters", "Ｔｅａｃｈｅｒ", "Teacher"],
    ["a Hangul filler", "Teacher\u3164", "Teacher"],
    ["a heart with and without its selector", "❤️", "❤"],
  ];
  test.each(same)("%s", (_, one, other) => {
    expect(nameKey(one)).toBe(nameKey(other));
  });

  test("and different names have different keys", () => {
    const names = ["Ann", "Anne", "Änn", "김", "김민", "Işık", "Isik", "❤", "💔", "1", "2"];
    expect(new Set(names.map(nameKey)).size).toBe(names.length);
  });
});
