import { describe, expect, test } from "bun:test";
import { readableUntil } from "../../src/domain/readable.ts";

describe("students can read a session", () => {
  const ended_at = "2026-03-01T00:00:00.000Z";
  const forever = Number.POSITIVE_INFINITY;
  const table: [string, string | null, { keep_days?: number | null }, number][] = [
    ["that has not ended", null, { keep_days: 1 }, forever],
    ["that is kept", ended_at, { keep_days: null }, forever],
    ["for as many days as its teacher wants", ended_at, { keep_days: 1 }, Date.parse("2026-03-02")],
    ["of an old version without this setting for 30 days", ended_at, {}, Date.parse("2026-03-31")],
  ];
  test.each(table)("%s", (_, ended_at, settings, until) => {
    expect(readableUntil({ ended_at, settings })).toBe(until);
  });
});
