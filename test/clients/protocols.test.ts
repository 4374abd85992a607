/** The five apps' protocols, spoken to the compiled program by WebSocket clients that are not ours. */
import { afterAll, beforeAll, describe, expect, setDefaultTimeout, test } from "bun:test";
import { featureNames } from "../../src/features/whole-session.ts";
import { makeClass, openProgram, type RemoteClass } from "../support/program.ts";
import { skipped, type ThirdParty, thirdParties } from "./third-party.ts";

setDefaultTimeout(30_000);

const time = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);

let server: Awaited<ReturnType<typeof openProgram>>;
beforeAll(async () => {
  server = await openProgram();
}, 60_000);
afterAll(() => server[Symbol.asyncDispose]());

for (const [name, open] of Object.entries(thirdParties)) {
  describe.skipIf(open === undefined)(`${name} speaks to the program${skipped(open !== undefined)}`, () => {
    let client: ThirdParty;
    let room: RemoteClass;
    beforeAll(async () => {
      if (!open) return;
      client = await open();
      room = await makeClass(server.url, { students: 1, features: [...featureNames] });
    }, 30_000);
    afterAll(() => client?.[Symbol.asyncDispose]());

    /** Connects, sends these frames and gives the first `expected` that arrive. */
    async function talk(path: string, token: string | undefined, expected: number, ...frames: object[]) {
      const socket = await client.open(server.url + path, token);
      for (const frame of frames) socket.send(frame);
      const heard = [];
      while (heard.length < expected) heard.push(await socket.next());
      socket.close();
      expect(await socket.closed).toBeOneOf([1000, 1005]);
      return heard;
    }
    const student = () => {
      const [seat] = room.students;
      if (!seat) throw new Error("the class has a student");
      return seat;
    };

    // First, while no teacher has been here yet.
    test("the lecture app: a student with nothing but the address is greeted, and a ping is answered", async () => {
      const { code } = room.session;
      expect(await talk(`/ws/session/${code}/student/`, undefined, 2, { type: "ping" })).toEqual([
        { event: "connected", session_id: code, role: "student", teacher_online: false },
        { event: "pong" },
      ]);
    });

    test("the steps app: join, heartbeat, a step completed, a frame of no known type", async () => {
      const { code } = room.session;
      const { token, participant } = student();
      const subtask_id = room.lesson.subtasks[0]?.id;
      const teacher = await client.open(`${server.url}/ws/sessions/${code}/`, room.teacher);
      const heard = await talk(
        `/ws/sessions/${code}/`,
        token,
        4,
        { type: "join", data: {} },
        { type: "heartbeat", data: { timestamp: 1_700_000_000 } },
        { type: "step_complete", data: { subtask_id } },
        { type: "foo", data: {} },
      );
      expect(heard.length).toBe(4);
      const { user_id } = participant;
      expect(heard).toEqual(
        expect.arrayContaining([
          { type: "join_confirmed", session_code: code, user_id, message: "세션에 참가했습니다" },
          { type: "heartbeat_ack", timestamp: 1_700_000_000 },
          { type: "step_complete_confirmed", subtask_id, message: "단계를 완료했습니다" },
          { type: "error", message: "Unknown message type: foo" },
        ]),
      );
      const user_name = participant.nickname;
      expect([await teacher.next(), await teacher.next(), await teacher.next()]).toEqual([
        { type: "participant_joined", user_id, user_name, role: "STUDENT" },
        { type: "progress_updated", user_id, user_name, subtask_id, status: "completed" },
        { type: "participant_left", user_id, user_name },
      ]);
      teacher.close();
      await teacher.closed;
    });

    test("the chat app: a message, a question and an empty message", async () => {
      const { code } = room.session;
      const { token, participant } = student();
      const said = {
        message_id: expect.stringMatching(/^[\da-f-]{36}$/),
        participant_id: participant.id,
        participant_nickname: participant.nickname,
        timestamp: time,
        session_code: code,
      };
      const chat = { type: "chat_message", content: "안녕하세요" };
      const question = { type: "question", content: "왜 그런가요?" };
      const empty = { type: "chat_message", content: " " };
      const heard = await talk(`/ws/${code}/${participant.id}`, token, 3, chat, question, empty);
      expect(heard).toEqual(
        expect.arrayContaining([
          { ...chat, ...said },
          { ...question, ...said },
          { type: "error", message: "Message content cannot be empty" },
        ]),
      );
    });

    test("the guitar app: a practice with a chord, a chord without a name, a ping", async () => {
      const { token, participant } = student();
      const begin = { type: "practice_start", data: { timestamp: "2024-01-01T00:00:00Z" } };
      const chord = { type: "chord_change", data: { chord: "C" } };
      const ping = { type: "ping", data: { timestamp: "2024-01-01T00:00:00Z" } };
      const end = { type: "practice_end", data: { timestamp: "2024-01-01T00:00:10Z" } };
      const nameless = { type: "chord_change", data: {} };
      const { user_id } = participant;
      const path = `/ws/guitar/${room.session.code}/`;
      const heard = await talk(path, token, 6, ping, begin, chord, nameless, end);
      expect(heard).toEqual(
        expect.arrayContaining([
          { type: "connection_update", data: { status: "connected", user_id } },
          { type: "pong", data: ping.data },
          { type: "practice_update", data: { status: "started", ...begin.data } },
          { type: "chord_change", data: { chord: "C", user_id, timestamp: time } },
          { type: "error", data: { message: expect.stringMatching(/chord/) } },
          { type: "practice_update", data: { status: "ended", ...end.data } },
        ]),
      );
    });

    test("the quality app: a product followed, its alerts read, a product that does not exist", async () => {
      const product = { code: `BOLT-${Object.keys(thirdParties).indexOf(name)}`, name: "Bolt", lsl: 9, usl: 11 };
      const { id } = (await room.call("POST", "/api/spc/products/", room.teacher, product)).body;
      const measurement = { product: id, measurement_value: 12 };
      await room.call("POST", "/api/spc/measurements/", room.teacher, measurement);
      const heard = await talk(
        "/ws/spc/notifications/",
        room.teacher,
        5,
        { type: "subscribe_product", product_id: id },
        { type: "get_alerts", limit: 1 },
        { type: "unsubscribe_product", product_id: id },
        { type: "subscribe_product", product_id: 99_999 },
      );
      const alert = { product_code: product.code, product_name: "Bolt", alert_type: "OUT_OF_SPEC", status: "OPEN" };
      expect(heard).toEqual([
        { type: "connection", message: "SPC 실시간 알림에 연결되었습니다", timestamp: time },
        { type: "subscribed", product_id: id },
        { type: "alerts", alerts: [expect.objectContaining(alert)], timestamp: time },
        { type: "unsubscribed", product_id: id },
        { type: "error", message: expect.any(String), timestamp: time },
      ]);
    });

    // A page cannot read the status with which it was rejected.
    if (name.startsWith("a browser")) return;
    test("the steps app without a credential: 403", async () => {
      const connecting = client.open(`${server.url}/ws/sessions/${room.session.code}/`);
      await expect(connecting).rejects.toThrow("HTTP 403");
    });
  });
}
