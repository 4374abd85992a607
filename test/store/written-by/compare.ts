/** Compares what this version answers about an older version's database with what that version answered. */
import type { TestServer } from "../../support/class.ts";
import { askedOf } from "./open.ts";

/** What depends on where and when it is asked. */
const ofTheAsking = ["join_url", "made_at", "last_active_at"];

/** What of `expected` is different in `actual`, which may have further fields. */
function differences(expected: unknown, actual: unknown, path: string): string[] {
  if (typeof expected !== "object" || expected === null) {
    return Object.is(expected, actual) ? [] : [`${path}: ${JSON.stringify(expected)} → ${JSON.stringify(actual)}`];
  }
  if (typeof actual !== "object" || actual === null) return [`${path}: → ${JSON.stringify(actual)}`];
  const lengths =
    Array.isArray(expected) && Array.isArray(actual) && expected.length !== actual.length
      ? [`${path}.length: ${expected.length} → ${actual.length}`]
      : [];
  return [
    ...lengths,
    ...Object.entries(expected)
      .filter(([key]) => !ofTheAsking.includes(key))
      .flatMap(([key, value]) => differences(value, (actual as Record<string, unknown>)[key], `${path}.${key}`)),
  ];
}

/** What `server` answers in another way than the version that wrote its database. */
export async function differencesFrom(version: string, server: Pick<TestServer, "call">): Promise<string[]> {
  const { teacher, answers } = askedOf(version);
  const found: string[] = [];
  for (const [path, before] of Object.entries(answers)) {
    const { status, body } = await server.call("GET", path, teacher);
    if (status !== 200) found.push(`${path}: ${status}`);
    // Since 0.4.0 newest first.
    else if (path.endsWith("/step-controls")) body.reverse();
    found.push(...differences(before, body, path));
  }
  return found;
}
