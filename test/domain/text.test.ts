import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import type { ZodType } from "zod";
import { Nickname, OptionalText, Text } from "../../src/domain/text.ts";
import { runs } from "../support/seed.ts";

const read = (schema: ZodType<string | null>, value: unknown) => {
  const { success, data } = schema.safeParse(value);
  return success ? data : "refused";
};

describe("a nickname is 1 to 40 characters that look like what they are", () => {
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
    ["no piles of marks", `A${"\u0301".repeat(30)}nn`, `A${"\u0301".repeat(4)}nn`],
    ["an accent stays", "Zoe\u0308", "Zoe\u0308"],
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

  test("whatever comes in, what comes out is clean, and cleaning it again changes nothing", () => {
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

describe("text is kept as it was typed, save what cannot be seen or sent", () => {
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
