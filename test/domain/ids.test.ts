import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { ClientId, Code, codeLetters, IntId, newCode, Time, toTime, toUuid, Uuid } from "../../src/domain/ids.ts";
import { runs } from "../support/seed.ts";

describe("a session's code", () => {
  const table: [string, unknown, string][] = [
    ["four letters", "ABCD", "ABCD"],
    ["twelve", "ABCDEFGH1234", "ABCDEFGH1234"],
    ["a teacher's own", "TEST001", "TEST001"],
    ["in small letters", "test001", "TEST001"],
    ["with space around", " abcd ", "ABCD"],
    ["three", "ABC", "refused"],
    ["thirteen", "ABCDEFGH12345", "refused"],
    ["with a space in it", "AB CD", "refused"],
    ["with a sign", "AB-CD", "refused"],
    ["in another script", "한글한글", "refused"],
    ["letters that only become such in capitals", "ßßßß", "SSSSSSSS"],
    ["no text", 1234, "refused"],
    ...["SESSION", "SESSIONS", "GUITAR", "LIVE", "CHECK", "live", "Session"].map((word): [string, string, string] => [
      `${word}, which begins another path`,
      word,
      "refused",
    ]),
    ["SPC, three letters anyway", "SPC", "refused"],
    ["a word that only begins so", "LIVES", "LIVES"],
  ];
  test.each(table)("%s", (_, given, code) => {
    expect(Code.safeParse(given).data ?? "refused").toBe(code);
  });

  test("a generated code is valid and has six unambiguous letters", () => {
    expect(codeLetters).not.toMatch(/[0O1IL]/);
    expect(new Set(codeLetters).size).toBe(codeLetters.length);
    fc.assert(
      fc.property(fc.infiniteStream(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })), (stream) => {
        const code = newCode(() => stream.next().value);
        expect(code).toMatch(new RegExp(`^[${codeLetters}]{6}$`));
        expect(Code.parse(code)).toBe(code);
      }),
      runs(500),
    );
    expect([newCode(() => 0), newCode(() => 1 - Number.EPSILON / 2)]).toEqual(["AAAAAA", "999999"]);
  });
});

describe("other ids and times", () => {
  const table: [string, { safeParse(value: unknown): { success: boolean } }, unknown[], unknown[]][] = [
    ["integer ids", IntId, [1, 5, Number.MAX_SAFE_INTEGER], [0, -1, 1.5, 2 ** 53, Number.NaN, "1", null, true]],
    ["UUIDs", Uuid, [Bun.randomUUIDv7(), crypto.randomUUID()], ["", "x", Bun.randomUUIDv7().slice(1), 5, null]],
    ["a client's own id", ClientId, ["1", "x".repeat(64), "가"], ["", "x".repeat(65), 1, null]],
    [
      "times",
      Time,
      ["2026-03-02T08:00:00.000Z"],
      ["2026-03-02T08:00:00Z", "2026-03-02T08:00:00.000+09:00", "2026-03-02", 5],
    ],
  ];
  test.each(table)("%s", (_, schema, good, bad) => {
    expect(good.map((value) => schema.safeParse(value).success)).toEqual(good.map(() => true));
    expect(bad.map((value) => schema.safeParse(value).success)).toEqual(bad.map(() => false));
  });

  test("a time is ISO 8601, UTC, with milliseconds", () => {
    expect(toTime(1_772_438_400_005)).toBe("2026-03-02T08:00:00.005Z");
  });
});

test("a UUID is accepted in every form that Python's uuid.UUID() accepts", () => {
  const id = "01a1fecf-d535-76f1-ad2c-8c886e08e142";
  const hex = id.replaceAll("-", "");
  const forms = [
    id,
    id.toUpperCase(),
    hex,
    `{${id}}`,
    `urn:uuid:${id}`,
    `{urn:uuid:${hex}}`,
    hex.replace(/(..)/g, "$1-"),
  ];
  expect(forms.map(toUuid)).toEqual(forms.map(() => id));
  // Longer texts are rejected: removing braces takes quadratic time.
  expect(toUuid(`${"{".repeat(5000)}${id}`)).toBeUndefined();
  for (const form of ["", "{}", id.slice(1), `${id}0`, `${hex.slice(1)}g`, `(${id})`, ` ${id}`]) {
    expect({ form, read: toUuid(form) }).toEqual({ form, read: undefined });
  }
});
