/** Where questions are anonymous nobody learns who asked: by no frame, no read, no report, and not from what the log says. */
import { expect, test } from "bun:test";
import { featureNames } from "../../src/features/whole-session.ts";
import { voices } from "../dialects/voices/index.ts";
import { nameOf, type Voice } from "../dialects/voices/voice.ts";
import { openClass, openTestServer, temporaryFolder } from "../support/class.ts";
import { homeOf, openDatabase } from "../support/home.ts";
import { rounds } from "../support/rounds.ts";
import { TestSocket } from "../support/socket.ts";

const base = "/api/sessions/TEST001";

for (const questions_visibility of ["all", "host"] as const) {
  test(`the author of an anonymous question is in no frame or answer that others receive (${questions_visibility})`, async () => {
    using folder = temporaryFolder();
    const settings = { anonymous_questions: true, questions_visibility, guests: true } as never;
    const server = await openTestServer({ data: folder.path });
    const room = await openClass({ server, code: "TEST001", settings, features: [...featureNames] });
    const asker = await room.join("Zaphod");
    const other = await room.join("Trillian");
    const traces = ["Zaphod", asker.participant.id, `"user_id":${asker.participant.user_id}`];
    const traced = (text: string) => traces.filter((trace) => text.includes(trace));

    const people = [
      { token: room.teacher, id: room.session.id, role: "INSTRUCTOR" },
      { token: other.token, id: other.participant.id, role: "STUDENT" },
      { token: asker.token, id: asker.participant.id, role: "STUDENT" },
    ] as const;
    const [{ id: teacherId }] = (await room.call("GET", `${base}/participants`, room.teacher)).body;
    const sockets: { voice: Voice; socket: TestSocket }[] = [];
    for (const voice of Object.values<Voice>(voices)) {
      for (const { token, role, id } of people) {
        const path = voice.path("TEST001", { id: role === "INSTRUCTOR" ? teacherId : id, role });
        sockets.push({ voice, socket: await TestSocket.open(room.url + path, token) });
      }
    }
    let signs = 0;
    /** Everything that anyone has heard since the last time. */
    async function heard(): Promise<string[]> {
      const texts: string[] = [];
      for await (const _ of rounds(room)) {
        for (const { voice, socket } of sockets) {
          const { send, answer } = voice.alive(++signs);
          const before = socket.texts.length;
          await socket.all(send, (frame) => Bun.deepEquals(frame, { ...answer, ...(frame.at && { at: frame.at }) }));
          texts.push(...socket.texts.slice(before));
        }
      }
      return texts;
    }
    while ((await heard()).some((text) => text.includes("arrived") || text.includes("joined")));
    const since = homeOf(room, "TEST001").room.seq;
    const beforeAll = sockets.map(({ socket }) => socket.texts.length);

    // Everything that can be done about a question, by every app that can.
    const { body: intended } = await room.call("POST", `${base}/question-intents`, asker.token);
    await room.call("POST", `${base}/questions`, asker.token, { text: "one", question_id: intended.question_id });
    const native = sockets.findLast(({ voice }) => voice === voices.lectern)?.socket;
    const chat = sockets.findLast(({ voice }) => voice === voices.chatroom)?.socket;
    native?.send({ type: "question.ask", id: "a", data: { text: "two" } });
    native?.send({ type: "question.ask", id: "a", data: { text: "two" } });
    // Frames of two sockets may arrive in any order.
    await heard();
    chat?.send({ type: "question", content: "three" });
    await heard();
    for (const [method, path, token, body] of [
      ["PUT", "/questions/1/like", asker.token, undefined],
      ["DELETE", "/questions/1/like", asker.token, undefined],
      ["PUT", "/questions/2/like", asker.token, undefined],
      ["POST", "/questions/1/capture", room.teacher, { capture_url: "https://example.com/1.png" }],
      ["POST", "/questions/1/answer", room.teacher, { text: "because" }],
      ["POST", "/questions/2/hide", room.teacher, undefined],
    ] as const) {
      expect([path, (await room.call(method, base + path, token, body)).status]).toEqual([path, 200]);
    }
    await heard();
    const frames = sockets.flatMap(({ socket }, n) => socket.texts.slice(beforeAll[n]));
    expect(new Set(frames.map((text) => nameOf(JSON.parse(text))))).toContain("question.asked");
    // With the teacher's history of moderation, which has the hidden one.
    expect(frames.filter((text) => ["one", "two", "three"].some((asked) => text.includes(`"${asked}"`))).length).toBe(
      questions_visibility === "all" ? 3 * 9 + 3 : 3 * 6 + 3,
    );
    expect(frames.filter((text) => traced(text).length > 0)).toEqual([]);

    async function reads(at: typeof server): Promise<string[]> {
      const found: string[] = [];
      for (const { token } of people) {
        for (const path of ["/questions?sort=new", "/questions?sort=likes", "/messages", "/feedback/summary"]) {
          found.push(JSON.stringify((await at.call("GET", base + path, token)).body));
        }
      }
      const { attendance: _, ...report } = (await at.call("GET", `${base}/report`, room.teacher)).body;
      expect(report.questions.map(({ text, name }: any) => [text, name])).toEqual([
        ["one", null],
        ["two", null],
        ["three", null],
      ]);
      const csv = String((await at.call("GET", `${base}/report?format=csv`, room.teacher)).body);
      const questions = csv.slice(csv.indexOf("\r\nquestions\r\n"));
      expect(questions).toContain("three");
      return [...found, JSON.stringify(report), questions];
    }
    expect((await reads(server)).filter((text) => traced(text).length > 0)).toEqual([]);

    // Who comes back is told it again, from the log.
    await using again = await TestSocket.open(`${room.url}/ws/live/TEST001?since=${since}`, room.teacher);
    await again.until("welcome");
    const told = await again.all({ type: "ping" }, ({ type }) => type === "pong");
    expect(told.map(({ type }) => type)).toContain("question.hidden");
    expect(told.filter((frame) => traced(JSON.stringify(frame)).length > 0)).toEqual([]);
    await server.stop();

    await using restarted = await openTestServer({ data: folder.path });
    using db = await openDatabase(restarted);
    const rows = db
      .query("SELECT type, data FROM events WHERE seq > ? AND type LIKE 'question.%' ORDER BY seq")
      .all(since) as { type: string; data: string }[];
    expect(rows.length).toBe(10);
    expect(rows.filter(({ data }) => traced(data).length > 0)).toEqual([]);
    const views = JSON.stringify(db.query("SELECT * FROM questions").all());
    expect([views.includes("three"), traced(views)]).toEqual([true, []]);
    // What undoing abuse needs, and only there.
    const asked = db.query("SELECT DISTINCT actor FROM events WHERE type = 'question.asked'").all();
    expect(asked).toEqual([{ actor: asker.participant.id }]);

    expect((await reads(restarted)).filter((text) => traced(text).length > 0)).toEqual([]);
    const mine = (await restarted.call("GET", `${base}/questions`, asker.token)).body;
    expect(mine.map(({ text, mine }: any) => [text, mine])).toEqual([
      ["three", true],
      ["one", true],
    ]);
  });
}
