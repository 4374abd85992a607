/** Moderation of words: what students see, wherever results are shown, and that everything can be undone. */
import { describe, expect, test } from "bun:test";
import { isHiddenWord } from "../../src/domain/hidden-words.ts";
import { nameKey } from "../../src/domain/text.ts";
import { features } from "../../src/features/index.ts";
import { ann, bob, type Paper, paperRoom, teacher } from "../support/rules.ts";

const viewOf = (feature: string, view: string) => (features.find(({ name }) => name === feature) as any).views[view];
const shown = (room: Paper, viewer = ann) =>
  (
    Array.from(viewOf("polls", "list").read({ state: room.state.polls, room: room.state, viewer, query: {} })) as any[]
  )[0]?.counted?.counts.map(({ of, count }: any) => `${of} ${count}`);
const listed = (room: Paper) =>
  viewOf("poll_moderation", "words")
    .read({ state: {}, room: room.state, query: { poll_id: 1 } })
    .map(({ word, count, status, merged_into }: any) =>
      [word, count, status, merged_into].filter((x) => x !== null).join(" "),
    );
const onProjector = (room: Paper) =>
  (features.find(({ name }) => name === "polls") as any).projector
    .read({ state: room.state.polls, room: room.state })
    ?.counted?.counts.map(({ of }: any) => of);
const inReport = (room: Paper) =>
  (features.find(({ name }) => name === "polls") as any).report.polls
    .read({ state: room.state.polls })
    .map((row: any) => row.answer);

/** Ann wrote "Fun" and "colour", Bob "fun" and "color". */
function cloud(poll: object = {}) {
  const input = { kind: "words", question: "One word?", results: "live", open: true, ...poll };
  return paperRoom()
    .after(teacher, "poll.create", input)
    .after(ann, "poll.vote", { poll_id: 1, words: ["Fun", "colour"] })
    .after(bob, "poll.vote", { poll_id: 1, words: ["fun", "color"] });
}
const moderate = (room: Paper, word: string, status: string | null) =>
  room.after(teacher, "poll.moderate", { poll_id: 1, word, status });
const merge = (room: Paper, word: string, into: string | null) =>
  room.after(teacher, "poll.merge", { poll_id: 1, word, into });

describe("a word", () => {
  test("V4 that is hidden is gone from the results everywhere, and comes back", () => {
    const room = moderate(cloud(), "FUN", "hidden");
    const rest = ["colour", "color"];
    expect(shown(room)).toEqual(["colour 1", "color 1"]);
    expect(shown(room, teacher)).toEqual(["colour 1", "color 1"]);
    expect([onProjector(room), inReport(room)]).toEqual([rest, rest]);
    expect(listed(room)).toEqual(["Fun 2 hidden", "colour 1 shown", "color 1 shown"]);
    expect(shown(moderate(room, "fun", null))).toEqual(["Fun 2", "colour 1", "color 1"]);
  });

  test("waits for approval if the poll asks for that", () => {
    const room = cloud({ approve_first: true });
    expect([shown(room), listed(room)]).toEqual([[], ["Fun 2 waiting", "colour 1 waiting", "color 1 waiting"]]);
    moderate(room, "Fun", "shown");
    expect(shown(room)).toEqual(["Fun 2"]);
    // What waits comes first in the teacher's list.
    expect(listed(room)).toEqual(["colour 1 waiting", "color 1 waiting", "Fun 2 shown"]);
  });

  test("that is merged counts each person once, and separates again", () => {
    const room = merge(cloud(), "color", "colour");
    expect(shown(room)).toEqual(["Fun 2", "colour 2"]);
    room.after(ann, "poll.vote", { poll_id: 1, words: ["color", "colour"] });
    expect(shown(room)).toEqual(["colour 2", "Fun 1"]);
    expect(listed(room)).toEqual(["colour 2 shown", "Fun 1 shown", "color 2 shown colour"]);
    expect(shown(merge(room, "color", null))).toEqual(["color 2", "Fun 1", "colour 1"]);
  });

  test("that is merged into one that is merged later goes with it, and a circle is not possible", () => {
    const room = merge(merge(cloud(), "color", "colour"), "colour", "Fun");
    expect(shown(room)).toEqual(["Fun 2"]);
    merge(room, "Fun", "color");
    expect(shown(room)).toEqual(["Fun 2"]);
  });

  test("is compared with lists that are normalized once, not once for each word", () => {
    let reads = 0;
    const lists = { ko: [], en: Array.from({ length: 100 }, (_, n) => `bad${n}`) };
    const get = (of: string[], key: string) => {
      reads++;
      return Reflect.get(of, key);
    };
    const counted = { ...lists, en: new Proxy(lists.en, { get }) };
    expect(isHiddenWord(counted, nameKey("ＢＡＤ99"))).toBe(true);
    const once = reads;
    for (let n = 0; n < 1000; n++) expect(isHiddenWord(counted, `word${n}`)).toBe(false);
    expect(reads).toBe(once);
  });

  test("is hidden by the lists, unless the teacher shows it: a Korean one also with a particle, an English one only whole", () => {
    const room = cloud();
    room.after(ann, "poll.vote", { poll_id: 1, words: ["바보야", "classic"] });
    const lists = { ko: ["바보"], en: ["class", "fun"] };
    room.after(teacher, "poll.hide_words", lists);
    expect(shown(room)).toEqual(["color 1", "classic 1"]);
    expect(viewOf("poll_moderation", "hiddenWords").read({ room: room.state })).toEqual(lists);
    expect(shown(moderate(room, "바보야", "shown"))).toEqual(["color 1", "바보야 1", "classic 1"]);
    expect(shown(room.after(teacher, "poll.hide_words", { ko: [], en: [] }))).toHaveLength(4);
  });

  test("of the default lists is not shown", () => {
    const room = cloud();
    room.after(ann, "poll.vote", { poll_id: 1, words: ["Shit", "씨발아"] });
    expect(shown(room)).toEqual(["fun 1", "color 1"].map((word) => word.replace("fun", "Fun")));
  });
});

test("moderation after the poll is over publishes the results again, and gives no points twice", () => {
  const room = cloud({ results: "closed" }).after(teacher, "poll.close", { poll_id: 1 });
  const closed = room.do(teacher, "poll.moderate", { poll_id: 1, word: "fun", status: "hidden" });
  expect(closed).toMatchObject({
    emitted: [
      { type: "poll.moderated" },
      { type: "poll.closed", data: { results: { votes: 2, counts: [{ of: "colour" }, { of: "color" }] } } },
    ],
  });
  room.after(teacher, "poll.reveal", { poll_id: 1 });
  expect(room.do(teacher, "poll.merge", { poll_id: 1, word: "color", into: "colour" })).toMatchObject({
    emitted: [
      { type: "poll.merged" },
      { type: "poll.revealed", data: { results: { counts: [{ of: "colour", count: 2 }] } } },
    ],
  });
});

test("only the teacher moderates, and only words that somebody wrote", () => {
  const room = cloud();
  expect(room.do(ann, "poll.moderate", { poll_id: 1, word: "fun", status: "hidden" })).toBe("not_allowed");
  expect(room.do(ann, "poll.hide_words", { ko: [], en: [] })).toBe("not_allowed");
  expect(room.do(teacher, "poll.moderate", { poll_id: 1, word: "dull", status: "hidden" })).toBe("word_not_found");
  expect(room.do(teacher, "poll.merge", { poll_id: 1, word: "fun", into: "dull" })).toBe("word_not_found");
});
