/** A clock that a test moves, sockets whose ends a test holds, and the words of a small class. */
import type { Api } from "../../src/client/api.ts";
import type { Clock } from "../../src/client/clock.ts";
import { type Room, slices } from "../../src/client/fold/index.ts";
import type { LiveEvent } from "../../src/client/frames.ts";
import type { Socket } from "../../src/client/link.ts";
import { createRoomFold } from "../../src/client/room.ts";
import type { Welcome } from "../../src/dialects/native.ts";
import type { Participant, Subtask } from "../../src/domain/session.ts";
import type { DataOf, EventName } from "../../src/features/index.ts";
import { type Session, Settings } from "../../src/features/whole-session.ts";

/** A fold of everything that a client can know of its session. */
export const foldWhole = () => createRoomFold<Room, Api>(slices);

export interface TestClock extends Clock {
  /** Lets `ms` milliseconds pass: what is due happens, in order. */
  pass(ms: number): void;
}

export function testClock(start = Date.parse("2026-03-02T09:00:00.000Z")): TestClock {
  let at = start;
  let due: { at: number; then: () => void }[] = [];
  return {
    now: () => at,
    after(ms, then) {
      const one = { at: at + ms, then };
      due.push(one);
      return () => {
        due = due.filter((other) => other !== one);
      };
    },
    pass(ms) {
      const end = at + ms;
      for (;;) {
        const next = due.filter((one) => one.at <= end).sort((a, b) => a.at - b.at)[0];
        if (!next) break;
        at = next.at;
        due = due.filter((one) => one !== next);
        next.then();
      }
      at = end;
    },
  };
}

/** The server's end of a socket that a client opened. */
export class TestSocket implements Socket {
  onopen: Socket["onopen"] = null;
  onmessage: Socket["onmessage"] = null;
  onclose: Socket["onclose"] = null;
  readonly sent: Record<string, unknown>[] = [];
  closed = false;

  constructor(readonly url: string) {}

  send(text: string): void {
    this.sent.push(JSON.parse(text));
  }
  close(): void {
    this.closed = true;
  }
  /** The server says this. */
  says(frame: unknown): void {
    this.onmessage?.({ data: JSON.stringify(frame) });
  }
  opens(): void {
    this.onopen?.();
  }
  /** The server, or the network, closes with this code. */
  drops(code: number): void {
    this.onclose?.({ code });
  }
  /** What was sent besides heartbeats. */
  get commands(): unknown[] {
    return this.sent.filter(({ type }) => type !== "ping");
  }
}

/** Opens sockets and keeps them, the last one last. */
export function testNetwork() {
  const sockets: TestSocket[] = [];
  return {
    sockets,
    openSocket(url: string): TestSocket {
      const socket = new TestSocket(url);
      sockets.push(socket);
      return socket;
    },
    get last(): TestSocket {
      const socket = sockets.at(-1);
      if (!socket) throw new Error("nothing was opened");
      return socket;
    },
  };
}

export const at = "2026-03-02T09:00:00.000Z";
const uuid = (n: number) => `00000000-0000-7000-8000-${String(n).padStart(12, "0")}`;

export const subtask = (n: number): Subtask => ({
  id: n,
  title: `Step ${n}`,
  order_index: n,
  target_action: null,
  guide_text: null,
  voice_guide_text: null,
});

export const person = (n: number, more: Partial<Participant> = {}): Participant => ({
  id: uuid(n),
  user_id: n,
  nickname: `Student ${n}`,
  role: "STUDENT",
  status: "ACTIVE",
  current_subtask: null,
  is_online: true,
  last_active_at: at,
  ...more,
});

export const session = (more: Partial<Session> = {}): Session => ({
  id: uuid(100),
  code: "ABC234",
  title: "Class",
  status: "IN_PROGRESS",
  lesson: { id: 1, title: "Lesson", subtasks: [subtask(1), subtask(2), subtask(3)] },
  current_subtask: subtask(1),
  features: ["steps", "help"],
  settings: Settings.parse({}),
  instructor: { id: 1, name: "Teacher" },
  join_url: "http://host/j/ABC234",
  created_at: at,
  started_at: at,
  ended_at: null,
  ...more,
});

export const welcome = (seq: number, more: Partial<Welcome> = {}): Welcome => ({
  epoch: "history",
  seq,
  session: session(),
  you: person(1, { role: "INSTRUCTOR", nickname: "Teacher" }),
  participants: [person(1, { role: "INSTRUCTOR", nickname: "Teacher" }), person(2), person(3)],
  online_count: 3,
  teacher_online: true,
  connections: 1,
  resumed: false,
  server_time: at,
  ...more,
});

/** An event as the server tells it. */
export const event = <K extends EventName>(type: K, seq: number, data: DataOf<K>): LiveEvent =>
  ({ type, seq, at, data }) as LiveEvent;

export const progressed = (
  seq: number,
  n: number,
  step: number,
  status: DataOf<"progress.updated">["status"] = "completed",
): LiveEvent =>
  event("progress.updated", seq, {
    participant_id: uuid(n),
    user_id: n,
    user_name: `Student ${n}`,
    subtask_id: step,
    status,
    note: null,
    finished: false,
  });

export const called = (seq: number, help_id: number, n: number): LiveEvent =>
  event("help.requested", seq, {
    help_id,
    participant_id: uuid(n),
    user_id: n,
    user_name: `Student ${n}`,
    subtask_id: 1,
    message: "",
  });
