/** A room with a kernel on a real log, and no sockets: for what is about order, clocks and disks. */

import { Database } from "bun:sqlite";
import { join } from "node:path";
import type { Lesson, Participant } from "../../src/domain/session.ts";
import type { Closing } from "../../src/features/feature.ts";
import type { FeatureName } from "../../src/features/whole-session.ts";
import { SessionInput } from "../../src/features/whole-session.ts";
import type { FanOut, Outgoing } from "../../src/live/fan-out.ts";
import { type Kernel, openKernel } from "../../src/live/kernel.ts";
import { type Live, openLive } from "../../src/live/live.ts";
import { newRoom, type Room, reloadRoom } from "../../src/live/room.ts";
import { openSlices } from "../../src/live/slices.ts";
import { openSnapshots } from "../../src/live/snapshots.ts";
import type { AnnouncedMoment, Outcome } from "../../src/live/work.ts";
import type { Log } from "../../src/store/log.ts";
import { createStore, databaseFile, type Store } from "../../src/store/open.ts";
import { temporaryFolder } from "./class.ts";
import { addEmptyDatabase } from "./empty-database.ts";
import { onlyConnection } from "./rules.ts";

/** What a person does, or what happens to their connection. */
export type Doing =
  | { readonly by: string; readonly command: string; readonly input?: unknown; readonly id?: string }
  | { readonly by: string; readonly moment: "connected" | "disconnected" | "due"; readonly active?: boolean };

export interface TestRoom extends AsyncDisposable {
  readonly sqlite: Database;
  readonly store: Store;
  readonly live: Live;
  /** Works on the same room as `live`, with the wrapped log; adds to `published` and `closed`. */
  readonly kernel: Kernel;
  readonly room: Room;
  readonly lesson: Lesson;
  readonly teacher: Participant;
  readonly students: Participant[];
  /** Everything published since the beginning, in order. */
  readonly published: Outgoing[];
  readonly closed: Closing[];
  /** The clock, in milliseconds since 1970; it advances only if a test moves it. */
  readonly clock: { now: number };
  /** Does these in one turn, and returns each one's outcome. */
  turn(...doings: Doing[]): Outcome[];
  /** Does one command. */
  command(by: string, command: string, input?: unknown, id?: string): Outcome;
  /** Rebuilds the room's state from its log alone. */
  replayed(): Pick<Room, "state" | "seq">;
}

export interface TestRoomOptions {
  readonly students?: number;
  readonly steps?: number;
  readonly features?: readonly FeatureName[];
  /** The data folder (default: a new one). */
  readonly data?: string;
  /** A session that is there already. */
  readonly session?: string;
  /** Puts something around the log that the kernel writes to. */
  readonly wrap?: (log: Log) => Log;
}

function toMoment({ moment, active = true }: Extract<Doing, { moment: string }>, actor: Participant): AnnouncedMoment {
  const { connected, disconnected } = onlyConnection;
  if (moment === "connected") return { moment, actor, data: { ...connected, active } };
  return moment === "disconnected" ? { moment, actor, data: disconnected } : { moment, actor };
}

/** When the tests' clock starts. */
export const morning = Date.parse("2026-03-02T08:00:00.000Z");

const noServer = () => {
  throw new Error("no socket listens in this room");
};

/** Opens a room with a teacher, a lesson and students; or, with `data` and `session`, one that was made before. */
export async function openTestRoom(options: TestRoomOptions = {}): Promise<TestRoom> {
  const { students: count = 3, steps = 3, wrap = (log) => log } = options;
  const folder = options.data === undefined ? temporaryFolder() : undefined;
  const data = options.data ?? folder?.path ?? "";
  addEmptyDatabase(data);
  const sqlite = new Database(join(data, databaseFile), { create: true, strict: true });
  const clock = { now: morning };
  const now = () => clock.now;
  const store = createStore(sqlite, { now });
  const environment = { now, newId: () => Bun.randomUUIDv7(), random: Math.random };
  const live = openLive({ store, environment, joinUrl: (code) => `http://class.test/j/${code}`, server: noServer });
  const published: Outgoing[] = [];
  const closed: Closing[] = [];
  const fanOut: FanOut = { publish: (outgoing) => void published.push(outgoing), encodings: new Map() };
  const kernel = openKernel({
    log: wrap(store.log),
    turns: store.turns,
    slices: openSlices(),
    snapshots: openSnapshots(store.snapshots, store.turns),
    fanOut,
    environment,
    onPublished: () => {},
    close: (_, closing) => void closed.push(closing),
    onRoomCommitted: () => {},
  });

  const keeper = store.users.ownerAccount();
  const room = options.session === undefined ? await make() : await live.rooms.open(options.session);
  if (!room) throw new Error("there is no such session");
  live.kernel.flush();
  const [teacher, ...students] = structuredClone(Array.from(room.state.participants.people.values()));
  const lesson = room.state.session.record?.lesson;
  if (!teacher || !lesson) throw new Error("a class has a teacher and a lesson");

  async function make(): Promise<Room> {
    const subtasks = Array.from({ length: steps }, (_, index) => ({
      title: `Step ${index + 1}`,
      target_action: null,
      guide_text: null,
      voice_guide_text: null,
    }));
    const written = store.lessons.create(keeper.id, { title: "Lesson", subtasks });
    const made = await live.sessions.create(
      keeper,
      SessionInput.parse({ title: "Class", features: options.features }),
      written,
    );
    await Promise.all(
      Array.from({ length: count }, (_, n) => live.sessions.seat(made, { nickname: `Student ${n + 1}` })),
    );
    return made;
  }

  function turn(...doings: Doing[]): Outcome[] {
    const outcomes: Outcome[] = [];
    doings.forEach((doing, n) => {
      const settle = (outcome: Outcome) => {
        outcomes[n] = outcome;
      };
      const person = room?.state.participants.people.get(doing.by);
      if (!room || ("moment" in doing && !person)) throw new Error("nobody of that id is in the room");
      if ("command" in doing) {
        const { by: actor, command, input = {}, id } = doing;
        kernel.submit({ room, ask: { command, actor, input, id }, settle });
      } else if (person) {
        kernel.submit({ room, ask: toMoment(doing, person), settle });
      }
    });
    kernel.flush();
    return outcomes;
  }

  return {
    sqlite,
    store,
    live,
    kernel,
    room,
    lesson,
    teacher,
    students,
    published,
    closed,
    clock,
    turn,
    command(by, command, input = {}, id) {
      const [outcome] = turn({ by, command, input, ...(id !== undefined && { id }) });
      if (!outcome) throw new Error("a command was not answered");
      return outcome;
    },
    replayed() {
      const again = newRoom(room.id, clock.now);
      reloadRoom(again, store.log);
      return { state: again.state, seq: again.seq };
    },
    async [Symbol.asyncDispose]() {
      await live.stop();
      store[Symbol.dispose]();
      folder?.[Symbol.dispose]();
    },
  };
}

/** How something turned out, in few words: `ok` or the fault's code. */
export const codeOf = (outcome: Outcome | undefined): string => {
  if (!outcome) return "not answered";
  return "fault" in outcome ? outcome.fault.code : "ok";
};
