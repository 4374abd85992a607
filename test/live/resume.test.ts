import { describe, expect, setDefaultTimeout, test } from "bun:test";
import type { Kernel } from "../../src/live/kernel.ts";
import type { Room } from "../../src/live/room.ts";
import { openChance, seed } from "../support/chance.ts";
import { openClass, type TestClass } from "../support/class.ts";
import { homeOf } from "../support/home.ts";
import { RawSocket } from "../support/raw-socket.ts";
import { settled } from "../support/rounds.ts";
import { TestSocket } from "../support/socket.ts";

setDefaultTimeout(30_000);

function atHome({ session, ...server }: TestClass): { room: Room; kernel: Kernel } {
  const { room, live } = homeOf(server, session.id);
  return { room, kernel: live.kernel };
}

const liveUrl = ({ url, session }: TestClass, since?: number) =>
  `${url}/ws/live/${session.code}${since === undefined ? "" : `?since=${since}`}`;

/** The next `count` kept events, without what is told and not kept. */
async function kept(socket: TestSocket | RawSocket, count: number): Promise<any[]> {
  const frames: any[] = [];
  while (frames.length < count) {
    const frame = await socket.next();
    if (frame.seq !== undefined) frames.push(frame);
  }
  return frames;
}

/** `count` events, by turns for all, for teachers alone, and for teachers and one student. */
function happen(
  class_: TestClass,
  count: number,
  people: { teacher: string; ann: string; bob: string },
  message = "",
): void {
  const { room, kernel } = atHome(class_);
  for (let n = 0; n < count; n++) {
    const ask = [
      {
        command: "step.start",
        actor: people.teacher,
        input: { subtask_id: class_.lesson.subtasks[n % 3]?.id, message },
      },
      { command: "help.request", actor: people.ann, input: { message: `${message}${n}` } },
      { command: "help.request", actor: people.bob, input: { message: `${message}${n}` } },
    ][n % 3];
    if (ask) kernel.submit({ room, ask: { ...ask, id: undefined } });
  }
  kernel.flush();
}

/** A class with its teacher and two students, Ann and Bob. */
async function openThree() {
  const class_ = await openClass();
  const ann = await class_.join("Ann");
  const bob = await class_.join("Bob");
  const [teacher] = atHome(class_).room.state.participants.people.keys();
  return { class_, ann, bob, people: { teacher: teacher ?? "", ann: ann.participant.id, bob: bob.participant.id } };
}

describe("C3 a client that reconnects with ?since gets what it missed", () => {
  test.each([0, 1, 500, 5000])(
    "of %i events: all that its role may see, exactly as a client that stayed received them",
    async (missed) => {
      const { class_, ann, people } = await openThree();
      await using _ = class_;
      for (const token of [class_.teacher, ann.token]) {
        await using stayed = await TestSocket.open(liveUrl(class_), token);
        const { seq } = (await stayed.until("welcome")).data;
        happen(class_, missed, people);
        const hears = token === ann.token ? Math.ceil(missed / 3) + Math.ceil((missed - 1) / 3) : missed;
        const heard = await kept(stayed, hears);
        expect(heard.at(-1)?.seq ?? seq).toBeGreaterThanOrEqual(seq + missed - (token === ann.token ? 1 : 0));

        await using back = await TestSocket.open(liveUrl(class_, seq), token);
        const welcome = await back.next();
        expect({ type: welcome.type, seq: welcome.data.seq, resumed: welcome.data.resumed }).toEqual({
          type: "welcome",
          seq: seq + missed,
          resumed: true,
        });
        // And then what happens from now on: nothing twice, nothing left out.
        happen(class_, 2, people);
        expect(await kept(back, hears + 2)).toEqual([...heard, ...(await kept(stayed, 2))]);
      }
    },
  );

  test("a client whose `since` is ahead of the log starts from the welcome", async () => {
    const { class_, ann, people } = await openThree();
    await using _ = class_;
    const { seq } = atHome(class_).room;
    await using socket = await TestSocket.open(liveUrl(class_, seq + 1000), ann.token);
    const { data } = await socket.next();
    expect({ resumed: data.resumed, seq: data.seq }).toEqual({ resumed: false, seq: seq + 1 });
    happen(class_, 1, people);
    expect((await kept(socket, 1)).map((frame) => [frame.type, frame.seq])).toEqual([["step.changed", seq + 2]]);
  });

  test("an event in the turn in which a client connects is sent once, after its welcome", async () => {
    const { class_, people } = await openThree();
    await using _ = class_;
    const { room, kernel } = atHome(class_);
    const { submit } = kernel;
    const doing = (command: string) => ({ command, actor: people.teacher, input: {}, id: undefined });
    for (const [since, mark] of [
      [undefined, "session.pause"],
      [0, "session.resume"],
      [room.seq, "session.pause"],
    ] as const) {
      // Whatever is put into the queue, a word to a student stands right behind it.
      kernel.submit = (work) => {
        submit(work);
        submit({ room, ask: { ...doing("help.request"), actor: people.bob } });
      };
      await using socket = await TestSocket.open(liveUrl(class_, since), class_.teacher);
      const { type, data } = await socket.next();
      expect({ type, resumed: data.resumed }).toEqual({ type: "welcome", resumed: since !== undefined });
      kernel.submit = submit;
      submit({ room, ask: doing(mark) });
      const seqs: number[] = [];
      for (let last = ""; last !== "session.status_changed" || (seqs.at(-1) ?? 0) < room.seq; ) {
        const [frame] = await kept(socket, 1);
        seqs.push(frame.seq);
        last = frame.type;
      }
      const first = (since ?? data.seq) + 1;
      expect(seqs).toEqual(Array.from({ length: room.seq - first + 1 }, (_, n) => first + n));
    }
  });

  test(`whatever happens while it catches up: exactly as a client that stayed received it, for each role (seed ${seed})`, async () => {
    const { class_, ann, people } = await openThree();
    await using _ = class_;
    const { room } = atHome(class_);
    happen(class_, 3000, people);
    const random = openChance(seed);
    const tokens = [class_.teacher, ann.token];
    const clients = await Promise.all(
      Array.from({ length: 12 }, async (_, n) => {
        const token = tokens[n % 2] ?? "";
        const since = n < 2 ? 0 : random.below(room.seq);
        return { n, since, socket: await TestSocket.open(liveUrl(class_, since), token) };
      }),
    );
    // Commits of every size, in the turns in which the logs are read.
    for (let n = 0; n < 200; n++) {
      happen(class_, random.below(12), people);
      await new Promise((resolve) => setImmediate(resolve));
    }
    happen(class_, 1, people);
    await settled(class_);
    const last = room.seq;
    const heard = await Promise.all(
      clients.map(async ({ socket }) => {
        const seqs: number[] = [];
        while (seqs.at(-1) !== last) seqs.push((await kept(socket, 1))[0].seq);
        return seqs;
      }),
    );
    for (const { n, since } of clients) {
      // The first two were told everything: what the others missed is the rest of that.
      expect(heard[n]).toEqual((heard[n % 2] ?? []).filter((seq) => seq > since));
    }
    expect(heard[0]).toEqual(Array.from({ length: last }, (_, n) => n + 1));
    const hers = heard[1]?.length ?? 0;
    expect(hers).toBeGreaterThan(2000);
    expect(hers).toBeLessThan(last - 1000);
    for (const { socket } of clients) await socket[Symbol.asyncDispose]();
  });

  test("of 40 MB, even if it does not read for a while: it is not closed, and gets everything in order", async () => {
    const { class_, people } = await openThree();
    await using _ = class_;
    const { room, kernel } = atHome(class_);
    // Korean, three bytes a letter, with a step whose guide is long: 40 kB a frame.
    const guide = "가".repeat(4000);
    const subtasks = [{ title: "Long", guide_text: guide, voice_guide_text: guide }];
    const lesson = (await class_.call("POST", "/api/lessons", class_.teacher, { title: "Long", subtasks })).body;
    await class_.call("PATCH", `/api/sessions/${class_.session.id}`, class_.teacher, { lesson_id: lesson.id });
    const ask = {
      command: "step.start",
      actor: people.teacher,
      input: { subtask_id: lesson.subtasks[0].id },
      id: undefined,
    };
    const since = room.seq;
    for (let n = 0; n < 1600; n++) kernel.submit({ room, ask });
    kernel.flush();
    const open = () => RawSocket.open(liveUrl(class_, since), { token: class_.teacher, paused: true });
    await using slow = await open();
    await using slower = await open();
    const waiting = () => Array.from(room.connections.values(), (theirs) => [...theirs]).flat();
    while (waiting().length < 2 || waiting().some(({ ws }) => (ws?.getBufferedAmount() ?? 0) === 0)) await Bun.sleep(1);
    const buffered = waiting().map(({ ws }) => ws?.getBufferedAmount() ?? 0);
    expect(Math.max(...buffered)).toBeLessThan(512 * 1024);
    // It goes on happening meanwhile, and another reads as fast as ever.
    await using quick = await TestSocket.open(liveUrl(class_, since), class_.teacher);
    const all = 1602;
    const heard = await kept(quick, all - 1);
    kernel.submit({ room, ask: { ...ask, command: "session.pause", input: {} } });
    heard.push(...(await kept(quick, 1)));
    for (const socket of [slow, slower]) {
      socket.resume();
      expect((await socket.next()).type).toBe("welcome");
      expect(await kept(socket, all)).toEqual(heard);
    }
    expect(heard.map(({ seq }) => seq)).toEqual(Array.from({ length: all }, (_, n) => since + 1 + n));
  });
});
