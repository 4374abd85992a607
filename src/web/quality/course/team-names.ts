/** The names of teams, as they are typed: one per line. */

/** Returns the names of the lines that are not empty. */
export const namesIn = (typed: string): string[] =>
  typed
    .split("\n")
    .map((line) => line.trim().slice(0, 200))
    .filter(Boolean);

/** Returns the lines for `count` teams: keeps the names that are typed already, and adds or drops at the end. */
export function withCount(typed: string, count: number, nameOf: (n: number) => string): string {
  const names = namesIn(typed);
  return Array.from({ length: count }, (_, n) => names[n] ?? nameOf(n + 1)).join("\n");
}

/** Returns the name of a group with its members: "Group 1 (Mina, Jun)". */
export const groupName = (name: string, members: readonly string[]): string =>
  members.length === 0 ? name : `${name} (${members.join(", ")})`.slice(0, 200);
