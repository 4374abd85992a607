import { describe, expect, test } from "bun:test";
import { openSlices, type Step } from "../../src/live/slices.ts";
import { openCommitTurns } from "../../src/store/turns.ts";

/** A step that uses up its slice `count` times, and notes each under `name`. */
function busy(name: string, count: number, notes: string[], done = () => {}): Step {
  let left = count;
  return (until) => {
    notes.push(name);
    while (performance.now() < until);
    left -= 1;
    if (left === 0) done();
    return left === 0;
  };
}

describe("long reads in slices", () => {
  test("yield to the event loop after each slice", async () => {
    const notes: string[] = [];
    let going = true;
    const other = () => {
      notes.push("other");
      if (going) setImmediate(other);
    };
    setImmediate(other);
    const slices = openSlices();
    await new Promise<void>((resolve) => slices.run("ann", busy("slice", 5, notes, resolve)));
    going = false;
    expect(notes.filter((note) => note === "slice").length).toBe(5);
    expect(notes.join(" ")).not.toContain("slice slice");
  });

  test("take turns by person: ten long reads of one do not delay another's", async () => {
    const notes: string[] = [];
    const slices = openSlices();
    for (let n = 0; n < 10; n++) slices.run("eve", busy("eve", 20, notes));
    await new Promise<void>((resolve) => slices.run("ann", busy("ann", 3, notes, resolve)));
    slices.stop();
    expect(notes).toEqual(["eve", "ann", "eve", "ann", "eve", "ann"]);
  });

  test("drop a read that throws, and continue with the person's next one", async () => {
    const slices = openSlices();
    slices.run("ann", () => {
      throw new Error("unreadable");
    });
    await new Promise<void>((resolve) =>
      slices.run("ann", () => {
        resolve();
        return true;
      }),
    );
  });
});

describe("commits", () => {
  test("run one per turn of the event loop, in order, and others are served in between", async () => {
    const notes: string[] = [];
    const turns = openCommitTurns();
    const other = () => {
      notes.push("other");
      if (notes.length < 6) setImmediate(other);
    };
    setImmediate(other);
    await new Promise<void>((resolve) => {
      turns.next(() => notes.push("room"));
      turns.next(() => notes.push("board"));
      turns.next(() => {
        notes.push("checkpoint");
        resolve();
      });
    });
    expect(notes.filter((note) => note !== "other")).toEqual(["room", "board", "checkpoint"]);
    expect(notes.join(" ")).not.toMatch(/room board|board checkpoint/);
  });
});
