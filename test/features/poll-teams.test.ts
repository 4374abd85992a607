import { expect, test } from "bun:test";
import { features } from "../../src/features/index.ts";
import { ann, bob, newcomer, onlyConnection, type Paper, paperRoom, record, teacher } from "../support/rules.ts";

const feature = features.find(({ name }) => name === "poll_teams") as any;
const settings = (change: object) => ({ settings: { ...record.settings, ...change } });
const teamsFor = (room: Paper, viewer: typeof ann) =>
  feature.views.list
    .read({ state: {}, room: room.state, viewer, query: {}, at: room.clock.now })
    .map(({ group_id, points, place, mine }: any) => [group_id, points, place, mine]);
const quiz = {
  kind: "choice",
  question: "The capital of Korea?",
  options: [{ text: "Busan" }, { text: "Seoul", correct: true }],
  results: "closed",
  points: 100,
};

/** Three students in two teams: Ann alone knows the answer in a team with Cid; Bob is alone and knows it, too. */
function played(change: object): Paper {
  const room = paperRoom(settings(change));
  room.moment(newcomer, "joined");
  for (const who of [ann, bob, newcomer]) room.moment(who, "connected", onlyConnection.connected);
  room.after(teacher, "groups.make", { by: "count", n: 2 });
  for (const [who, group_id] of [
    [ann, 1],
    [newcomer, 1],
    [bob, 2],
  ] as const) {
    room.after(teacher, "group.move", { group_id, participant_id: who.id });
  }
  room.after(teacher, "poll.create", { ...quiz, open: true });
  room.after(ann, "poll.vote", { poll_id: 1, choices: [2] });
  room.after(bob, "poll.vote", { poll_id: 1, choices: [2] });
  return room;
}

test("a team has the average or the sum of its members' points, also of those who did not answer", () => {
  for (const [teams, expected] of [
    [
      "average",
      [
        [2, 100, 1],
        [1, 50, 2],
      ],
    ],
    [
      "sum",
      [
        [1, 100, 1],
        [2, 100, 1],
      ],
    ],
    ["off", []],
  ] as const) {
    const room = played({ teams });
    room.after(teacher, "poll.reveal", { poll_id: 1 });
    expect([teams, teamsFor(room, teacher).map((row: any[]) => row.slice(0, 3))]).toEqual([teams, expected as never]);
    const report = feature.report.teams.read({ state: {}, room: room.state, at: 0 });
    expect(report.map(({ team, points }: any) => [team, points])).toEqual(expected.map(([n, points]) => [n, points]));
  }
});

test("a student sees their own team, and the first three places with a podium; nobody before the reveal", () => {
  const room = played({ teams: "average" });
  expect(teamsFor(room, ann)).toEqual([[1, 0, 1, true]]);
  room.after(teacher, "poll.reveal", { poll_id: 1 });
  expect(teamsFor(room, ann)).toEqual([[1, 50, 2, true]]);
  const shown = (room: Paper) => feature.projector.read({ state: {}, room: room.state, at: 0 });
  expect(shown(room)).toEqual([]);
  const open = played({ teams: "average", podium: true });
  expect(shown(open)).toEqual([]);
  open.after(teacher, "poll.reveal", { poll_id: 1 });
  expect(teamsFor(open, ann)).toEqual([
    [2, 100, 1, false],
    [1, 50, 2, true],
  ]);
  expect(shown(open)).toMatchObject([
    { group_id: 2, place: 1 },
    { group_id: 1, place: 2 },
  ]);
});

test("without groups there are no teams, and a removed member counts no more", () => {
  const room = played({ teams: "average" });
  room.after(teacher, "poll.reveal", { poll_id: 1 });
  room.after(teacher, "participant.remove", { participant_id: newcomer.id });
  expect(teamsFor(room, teacher)).toEqual([
    [1, 100, 1, false],
    [2, 100, 1, false],
  ]);
  room.after(teacher, "groups.clear", {});
  expect(teamsFor(room, teacher)).toEqual([]);
});
