/** What the pages know of polls: the fold over the events equals the view, for everybody and after every command. */
import { expect, test } from "bun:test";
import { type Poll, polls } from "../../src/client/fold/polls.ts";
import { fold } from "../../src/client/fold/slice.ts";
import type { LiveEvent } from "../../src/client/frames.ts";
import { toTime } from "../../src/domain/ids.ts";
import { events, features } from "../../src/features/index.ts";
import { audienceOf } from "../../src/live/rule.ts";
import { ann, bob, paperRoom, teacher } from "../support/rules.ts";

const feature = features.find(({ name }) => name === "polls") as any;
const sampledAfter: readonly string[] = (events.get("poll.counted") as any).samples.after;
const choice = {
  kind: "choice",
  question: "The capital?",
  options: [{ text: "Busan" }, { text: "Seoul", correct: true }],
  results: "closed",
};
const quiz = { ...choice, points: 100, seconds: 20, speed_bonus: true };
const scale = { kind: "scale", question: "How fast?", scale: { min: 1, max: 5 }, results: "hidden" };
const words = { kind: "words", question: "One word?", results: "live" };
type Who = typeof teacher;
type Deed = readonly [Who, string, object?];
const create = (poll: object): Deed => [teacher, "poll.create", poll];
const doTo = (verb: string, poll_id = 1): Deed => [teacher, `poll.${verb}`, { poll_id }];
const vote = (who: Who, input: object, poll_id = 1): Deed => [who, "poll.vote", { poll_id, ...input }];

const stories: Record<string, readonly Deed[]> = {
  "a vote that is changed, and results once it is closed": [
    create(choice),
    doTo("open"),
    vote(ann, { choices: [1] }),
    vote(bob, { choices: [2] }),
    vote(ann, { choices: [2] }),
    doTo("close"),
    doTo("reveal"),
  ],
  "a poll that opens again hides its results until it is closed": [
    create(choice),
    doTo("open"),
    vote(ann, { choices: [1] }),
    doTo("close"),
    doTo("open"),
    vote(bob, { choices: [1] }),
    doTo("close"),
  ],
  "a quiz, with points for speed": [
    create(quiz),
    doTo("open"),
    vote(bob, { choices: [1] }),
    vote(ann, { choices: [2] }),
    doTo("reveal"),
  ],
  "hidden results": [create(scale), doTo("open"), vote(ann, { value: 4 }), doTo("close"), doTo("reveal")],
  "words that the teacher moderates, before and after the poll is closed": [
    create({ ...words, results: "closed" }),
    doTo("open"),
    vote(ann, { words: ["Fun", "hard"] }),
    [teacher, "poll.moderate", { poll_id: 1, word: "fun", status: "hidden" }],
    doTo("close"),
    [teacher, "poll.moderate", { poll_id: 1, word: "fun", status: null }],
    doTo("reveal"),
    [teacher, "poll.merge", { poll_id: 1, word: "fun", into: "hard" }],
    [teacher, "poll.hide_words", { ko: [], en: ["hard"] }],
  ],
  "live results, and a poll that another one closes": [
    create(words),
    doTo("open"),
    vote(ann, { words: ["Fun", "hard"] }),
    vote(bob, { words: ["fun"] }),
    create(choice),
    doTo("open", 2),
    vote(ann, { choices: [1] }, 2),
    doTo("remove"),
  ],
};

for (const [name, deeds] of Object.entries(stories)) {
  test(`V3 ${name}: the pages show what the server would answer`, () => {
    const room = paperRoom();
    const pages = new Map([teacher, ann, bob].map((viewer) => [viewer, [] as readonly Poll[]]));
    for (const [who, command, input = {}] of deeds) {
      room.clock.now += 3000;
      const came = room.do(who, command, input);
      if (typeof came === "string") throw new Error(`${command}: ${came}`);
      const sampled = came.emitted.some(({ type }) => sampledAfter.includes(type))
        ? [{ type: "poll.counted", data: (events.get("poll.counted") as any).samples.read(room.state.polls) }]
        : [];
      for (const { type, data } of [...came.emitted, ...sampled]) {
        for (const [viewer, before] of pages) {
          const audience = audienceOf(
            { type, data, actor: who.id, at: room.clock.now } as never,
            room.state as never,
          ) as any;
          if (!audience.roles.includes(viewer.role) && audience.and !== viewer.id) continue;
          const event = JSON.parse(JSON.stringify({ type, data, at: toTime(room.clock.now) })) as LiveEvent;
          pages.set(viewer, fold(polls as never, before, event));
        }
      }
      for (const [viewer, shown] of pages) {
        const view = Array.from(
          feature.views.list.read({ state: room.state.polls, room: room.state, viewer, query: {}, at: room.clock.now }),
        ).reverse();
        expect(shown as unknown).toEqual(JSON.parse(JSON.stringify(view)));
      }
    }
  });
}
