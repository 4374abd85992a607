/** Nine connections of all five apps, none of them through a client of ours, in one session of the compiled program. */
import { expect, setDefaultTimeout, test } from "bun:test";
import { featureNames } from "../../src/features/whole-session.ts";
import { voices } from "../dialects/voices/index.ts";
import { type Frame, nameOf } from "../dialects/voices/voice.ts";
import { makeClass, openProgram } from "../support/program.ts";
import { type ForeignSocket, skipped, type ThirdParty, thirdParties } from "./third-party.ts";

setDefaultTimeout(60_000);

const { "Python's websockets": python, "Node's ws": node, "a browser's WebSocket": browser } = thirdParties;
const all = python !== undefined && node !== undefined && browser !== undefined;

/** How each app shows that it is alive; the quality app's `ping` is not in the table of the rooms' apps. */
const alive = {
  ...voices,
  spc: { alive: () => ({ send: { type: "ping" }, answer: { type: "pong" } }) },
};

test.skipIf(!all)(
  `C6 what one app does reaches exactly those whose app has a frame for it, by that app's frame${skipped(all)}`,
  async () => {
    if (!python || !node || !browser) return;
    await using server = await openProgram();
    await using clients = new AsyncDisposableStack();
    const room = await makeClass(server.url, { students: 4, features: [...featureNames] });
    const { call, teacher, lesson } = room;
    const { code } = room.session;
    const path = `/api/sessions/${code}`;
    const [ann, ben, chung, dana] = room.students as [Seat, Seat, Seat, Seat];
    type Seat = (typeof room.students)[number];
    const host = (await call("GET", `${path}/participants`, teacher)).body.find(({ role }: any) => role !== "STUDENT");
    const product = (await call("POST", "/api/spc/products/", teacher, { code: "BOLT", name: "Bolt", lsl: 9, usl: 11 }))
      .body;

    const py = clients.use(await python());
    const js = clients.use(await node());
    const chromium = clients.use(await browser());
    const lines: { who: string; app: keyof typeof alive; socket: ForeignSocket }[] = [];
    const connect = async (who: string, app: keyof typeof alive, client: ThirdParty, at: string, token?: string) => {
      lines.push({ who, app, socket: await client.open(server.url + at, token) });
    };
    await connect("teacher", "mobilegpt", py, `/ws/sessions/${code}/`, teacher);
    await connect("ann", "mobilegpt", js, `/ws/sessions/${code}/`, ann.token);
    await connect("teacher", "inthon", chromium, `/ws/session/${code}/teacher/`, teacher);
    await connect("ben", "inthon", py, `/ws/session/${code}/student/`, ben.token);
    await connect("teacher", "chatroom", js, `/ws/${code}/${host.id}`, teacher);
    await connect("chung", "chatroom", chromium, `/ws/${code}/${chung.participant.id}`, chung.token);
    await connect("dana", "virtutune", py, `/ws/guitar/${code}/`, dana.token);
    await connect("teacher", "virtutune", js, `/ws/guitar/${code}/`, teacher);
    await connect("teacher", "spc", chromium, "/ws/spc/notifications/", teacher);

    let signs = 0;
    /** The frames that have arrived by now, by `who app`. Each connection is asked twice: what a late one causes counts too. */
    async function heard(): Promise<Record<string, Frame[]>> {
      const found: Record<string, Frame[]> = {};
      for (let round = 0; round < 2; round++) {
        for (const { who, app, socket } of lines) {
          const { send, answer } = alive[app].alive(++signs);
          const isLast = (frame: Frame) => Bun.deepEquals(frame, answer);
          const frames = await socket.all(send, isLast);
          if (frames.length > 0) found[`${who} ${app}`] = [...(found[`${who} ${app}`] ?? []), ...frames];
        }
      }
      return found;
    }
    /** Does something, and gives the names of the frames that each connection received. */
    async function named(doing: unknown): Promise<Record<string, unknown[]>> {
      await doing;
      return Object.fromEntries(Object.entries(await heard()).map(([key, frames]) => [key, frames.map(nameOf)]));
    }
    const say = (who: string, app: string, frame: object) =>
      lines.find((line) => line.who === who && line.app === app)?.socket.send(frame);
    const ask = async (...args: Parameters<typeof call>) => expect((await call(...args)).status).toBeLessThan(300);
    await heard();

    const both = (app: string, first: string, second: string, ...frames: string[]) => ({
      [`${first} ${app}`]: frames,
      [`${second} ${app}`]: frames,
    });
    say("chung", "chatroom", { type: "question", content: "왜 그런가요?" });
    expect(await named(undefined)).toEqual({
      ...both("chatroom", "teacher", "chung", "question"),
      ...both("inthon", "teacher", "ben", "new_question"),
    });
    expect(await named(ask("PUT", `${path}/questions/1/like`, ben.token))).toEqual(
      both("inthon", "teacher", "ben", "question_like_update"),
    );
    const subtask_id = lesson.subtasks[0]?.id;
    say("teacher", "mobilegpt", { type: "next_step", data: { subtask_id } });
    expect(await named(undefined)).toEqual(both("mobilegpt", "teacher", "ann", "step_changed"));
    say("ann", "mobilegpt", { type: "request_help", data: { subtask_id, message: "어디를 눌러요?" } });
    expect(await named(undefined)).toEqual({ "teacher mobilegpt": ["help_requested"] });
    expect(await named(ask("POST", `${path}/feedback`, ben.token, { feedback_type: "HARD" }))).toEqual({
      "teacher inthon": ["feedback"],
    });
    say("dana", "virtutune", { type: "chord_change", data: { chord: "F#m7" } });
    expect(await named(undefined)).toEqual(both("virtutune", "teacher", "dana", "chord_change"));
    const measurement = { product: product.id, measurement_value: 12 };
    expect(await named(ask("POST", "/api/spc/measurements/", teacher, measurement))).toEqual({
      "teacher spc": expect.arrayContaining(["alert", "measurement"]),
    });
    say("teacher", "mobilegpt", { type: "pause_session", data: {} });
    expect(await named(undefined)).toEqual(both("mobilegpt", "teacher", "ann", "session_status_changed"));

    say("teacher", "mobilegpt", { type: "end_session", data: {} });
    const inRoom = lines.filter(({ app }) => app !== "spc");
    expect(await Promise.all(inRoom.map(({ socket }) => socket.closed))).toEqual(inRoom.map(() => 1000));
    const last: Partial<Record<keyof typeof alive, string>> = {
      mobilegpt: "session_status_changed",
      inthon: "session_ended",
    };
    for (const { app, socket } of inRoom) if (last[app]) expect(nameOf(await socket.next())).toBe(last[app]);
    // The quality board belongs to no session.
    expect(await lines.at(-1)?.socket.all({ type: "ping" }, ({ type }) => type === "pong")).toEqual([]);
  },
);
