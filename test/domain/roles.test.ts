import { describe, expect, test } from "bun:test";
import { type Audience, everyone, instructors, isInAudience, students } from "../../src/domain/roles.ts";

describe("an audience", () => {
  const people = [
    { id: "teacher", role: "INSTRUCTOR" },
    { id: "ann", role: "STUDENT" },
    { id: "bob", role: "STUDENT" },
  ] as const;
  const table: [string, Audience, string[]][] = [
    ["everyone", everyone, ["teacher", "ann", "bob"]],
    ["teachers", instructors, ["teacher"]],
    ["students", students, ["ann", "bob"]],
    ["teachers and Ann", { ...instructors, and: "ann" }, ["teacher", "ann"]],
    ["everyone but Ann", { ...everyone, but: "ann" }, ["teacher", "bob"]],
    ["nobody but Ann", { roles: [], and: "ann" }, ["ann"]],
    ["left out wins over named", { ...everyone, and: "ann", but: "ann" }, ["teacher", "bob"]],
    ["nobody", { roles: [] }, []],
  ];
  test.each(table)("%s", (_, audience, who) => {
    expect(people.filter((person) => isInAudience(audience, person)).map(({ id }): string => id)).toEqual(who);
  });
});
