import { describe, expect, setDefaultTimeout, test } from "bun:test";
import fc from "fast-check";
import type { Dialect } from "../../src/dialects/dialect.ts";
import { formatText } from "../../src/dialects/envelopes.ts";
import { dialects } from "../../src/dialects/index.ts";
import { features, type RoomState } from "../../src/features/index.ts";
import { projectedParts } from "../../src/features/projector.ts";
import { featureNames, Settings } from "../../src/features/whole-session.ts";
import { newRoom, readInSteps, reloadRoom } from "../../src/live/room.ts";
import { openSnapshots } from "../../src/live/snapshots.ts";
import { encodeViews } from "../../src/live/welcome-views.ts";
import { type App, voices } from "../dialects/voices/index.ts";
import { openClass } from "../support/class.ts";
import { knownIn, withIds } from "../support/command-inputs.ts";
import { someClass } from "../support/happenings.ts";
import { homeOf, openStoreOf } from "../support/home.ts";
import { codeOf, type Doing, openTestRoom } from "../support/room.ts";
import { settled } from "../support/rounds.ts";
import { runs } from "../support/seed.ts";
import { TestSocket } from "../support/socket.ts";

setDefaultTimeout(120_000);

/** The frame of a dialect that is this command, if it has one. */
const frameOf = ({ hears }: Dialect, command: string): string =>
  Object.entries(hears).find(([, heard]) => heard.command === command)?.[0] ?? command;

/** Other settings of a class, by a number. */
const someSettings = (n: number): Settings => ({
  ...Settings.parse({}),
  questions_visibility: n % 2 ? "host" : "all",
  anonymous_questions: n % 2 === 0,
  hard_alert: { threshold: 0.5, window_s: n, min_responses: 1 },
});

const viewNames = features.flatMap(({ name, views }) => Object.keys(views).map((view) => `${name}.${view}`));

/** The views that come with a teacher's welcome: those that are encoded once are the same as if they were just read. */
const viewsOf = (state: RoomState) => {
  const [viewer] = state.participants.people.values();
  return viewer && encodeViews(state, { names: viewNames, viewer, at: 0 }).toJSON();
};

/** What the projector shows of the people, and of their steps. */
const countsOf = (state: RoomState) => {
  const { participants, steps } = projectedParts(state, 0);
  return { online: participants?.online, joined: participants?.joined, done: steps?.done, of: steps?.of };
};

/** The same, counted by walking over everybody. */
function recounted({ session, participants: { people, removed }, steps: { progress } }: RoomState) {
  const students = Array.from(people.values()).filter(({ id, role }) => role === "STUDENT" && !removed.has(id));
  const step = session.record?.current_subtask?.id ?? 0;
  const isDone = (id: string) => progress.get(id)?.get(step)?.status === "completed";
  const isUsed = session.record?.features.includes("steps");
  return {
    online: students.filter(({ is_online }) => is_online).length,
    joined: students.length,
    done: isUsed ? students.filter(({ id }) => isDone(id)).length : undefined,
    of: isUsed ? students.filter(({ id, is_online }) => is_online || isDone(id)).length : undefined,
  };
}

describe("K4 a room replayed from the log equals the live room", () => {
  test("after random commands, moments, joins and changes of the lesson, also from a snapshot", async () => {
    const turnedOut = new Map<string, number>();
    const parameters = runs(80);
    await fc.assert(
      fc.asyncProperty(someClass(25), async (turns) => {
        await using class_ = await openTestRoom({ features: [...featureNames] });
        const { room, live, lesson, clock } = class_;
        const snapshots = openSnapshots(class_.store.snapshots, class_.store.turns);
        const [saving] = turns.keys().drop(turns.length >> 1);
        for (const [n, turn] of turns.entries()) {
          if (n === saving) snapshots.save(room);
          const people = Array.from(room.state.participants.people.values());
          const doings: Doing[] = [];
          const known = knownIn(lesson.subtasks, people, class_.published);
          for (const happening of turn) {
            const { who, kind } = happening;
            const by = people[who % people.length]?.id ?? "";
            const steps = lesson.subtasks.slice(who % 3);
            if (kind === "command") {
              doings.push({ by, command: happening.command, input: withIds(happening.input, known) });
            } else if (kind === "connect") doings.push({ by, moment: "connected", active: who % 2 === 0 });
            else if (kind === "disconnect") doings.push({ by, moment: "disconnected" });
            else if (kind === "tick") {
              // One in five is so long that what goes on is over.
              clock.now += who === 4 ? 400_000 : 1234;
              doings.push({ by, moment: "due" });
            } else if (kind === "join") await live.sessions.seat(room, { nickname: "Late" }).catch(() => {});
            else if (who > 2) await live.sessions.change(room, { settings: someSettings(who) }).catch(() => {});
            else
              await live.sessions
                .change(room, { lesson: who === 1 ? null : { ...lesson, subtasks: steps } })
                .catch(() => {});
          }
          viewsOf(room.state);
          for (const outcome of class_.turn(...doings)) {
            const code = codeOf(outcome);
            turnedOut.set(code, (turnedOut.get(code) ?? 0) + 1);
          }
        }
        const again = class_.replayed();
        expect({ state: room.state, seq: room.seq }).toStrictEqual(again);
        expect(viewsOf(room.state)).toEqual(viewsOf(again.state));
        expect(countsOf(room.state)).toEqual(recounted(room.state));
        const resumed = newRoom(room.id, 0);
        readInSteps(resumed, class_.store.log, () => snapshots.find(room.id))(Number.POSITIVE_INFINITY);
        expect({ state: resumed.state, seq: resumed.seq }).toStrictEqual({ state: again.state, seq: again.seq });
        expect(resumed.snapshotSeq > 0).toBe(saving !== undefined);
      }),
      parameters,
    );
    // The classes were real ones: much was carried out, and much was refused in many ways.
    expect(turnedOut.get("ok")).toBeGreaterThan(parameters.numRuns);
    expect(turnedOut.size).toBeGreaterThan(8);
  });

  test("after random commands from real sockets of every dialect that connect and disconnect", async () => {
    await fc.assert(
      fc.asyncProperty(someClass(8), async (turns) => {
        await using class_ = await openClass({ features: [...featureNames] });
        const { url, session, lesson, teacher } = class_;
        const joined = await Promise.all(["Ann", "Bob", "Cid", "Dan"].map((name) => class_.join(name)));
        const tokens = [teacher, ...joined.map(({ token }) => token)];
        const { room } = homeOf(class_, session.id);
        const people = Array.from(room.state.participants.people.values());
        const numbers = Array.from({ length: 5 }, (_, n) => ({ data: { help_id: n + 1, question_id: n + 1 } }));
        const known = knownIn(lesson.subtasks, people, numbers);
        const sockets = new Map<number, { socket: TestSocket; dialect: Dialect }>();
        for (const [n, happening] of turns.flat().entries()) {
          const who = happening.who % tokens.length;
          const dialect = dialects[n % dialects.length] as Dialect;
          if (happening.kind === "connect" && !sockets.has(who)) {
            const { id = "", role = "STUDENT" } = people[who] ?? {};
            const path = voices[dialect.name as App].path(session.code, { id, role });
            const socket = await TestSocket.open(url + path, tokens[who]).catch(() => undefined);
            if (socket) sockets.set(who, { socket, dialect });
          } else if (happening.kind === "disconnect") {
            await sockets.get(who)?.socket[Symbol.asyncDispose]();
            sockets.delete(who);
          } else if (happening.kind === "command") {
            const data = withIds(happening.input, known);
            const { socket, dialect } = sockets.get(who) ?? {};
            const type = dialect ? frameOf(dialect, happening.command) : undefined;
            if (dialect) socket?.send(formatText(dialect.envelope, { ...data, type, id: `${n}`, data }));
          }
        }
        for (const { socket } of sockets.values()) await socket[Symbol.asyncDispose]();
        await settled(class_);
        using store = await openStoreOf(class_);
        const again = newRoom(room.id, 0);
        reloadRoom(again, store.log);
        expect({ state: room.state, seq: room.seq }).toStrictEqual({ state: again.state, seq: again.seq });
      }),
      runs(15),
    );
  });
});
