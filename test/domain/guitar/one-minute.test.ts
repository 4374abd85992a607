import { describe, expect, test } from "bun:test";
import { parseChord } from "../../../src/domain/guitar/chords.ts";
import { oneMinute } from "../../../src/domain/guitar/one-minute.ts";

const key = (name: string) => parseChord(name)?.key ?? name;
const pair: [string, string] = [key("D"), key("A")];
const at = (...played: [string, number][]) => played.map(([name, seconds]) => ({ key: key(name), at: seconds * 1000 }));

describe("one-minute changes from D to A and back", () => {
  const table: [string, [string, number][], [landings: number, changes: number, returns: number, wrong: number]][] = [
    ["nothing", [], [0, 0, 0, 0]],
    ["one landing is not a change", [["D", 0]], [1, 0, 0, 0]],
    [
      "D-A-D-A are four",
      [
        ["D", 0],
        ["A", 1],
        ["D", 2],
        ["A", 3],
      ],
      [4, 3, 1, 0],
    ],
    [
      "either may come first",
      [
        ["A", 0],
        ["D", 1],
        ["A", 2],
      ],
      [3, 2, 1, 0],
    ],
    [
      "a re-strum is not a landing",
      [
        ["D", 0],
        ["D", 1],
        ["A", 2],
        ["A", 3],
      ],
      [2, 1, 0, 0],
    ],
    [
      "a wrong chord is counted separately",
      [
        ["D", 0],
        ["E", 1],
        ["E", 2],
        ["A", 3],
      ],
      [2, 1, 0, 1],
    ],
    [
      "coming back from a wrong chord is not a landing",
      [
        ["D", 0],
        ["E", 1],
        ["D", 2],
        ["E", 3],
      ],
      [1, 0, 0, 2],
    ],
    [
      "a rest is nothing",
      [
        ["D", 0],
        ["N.C.", 1],
        ["D", 2],
        ["N.C.", 3],
        ["A", 4],
      ],
      [2, 1, 0, 0],
    ],
    [
      "the 60th second is over",
      [
        ["D", 0],
        ["A", 59.999],
        ["D", 60],
      ],
      [2, 1, 0, 0],
    ],
    [
      "in any order",
      [
        ["A", 3],
        ["D", 2],
        ["D", 0],
        ["A", 1],
      ],
      [4, 3, 1, 0],
    ],
  ];
  test.each(table)("%s", (_, played, [landings, changes, returns, wrong]) => {
    expect(oneMinute(pair, at(...played))).toEqual({ landings, changes, returns, wrong });
  });

  test("the minute starts at the given time", () => {
    const played = at(["D", 1], ["A", 10], ["D", 69], ["A", 70]);
    expect(oneMinute(pair, played, { startedAt: 10_000 }).landings).toBe(2);
  });
});
