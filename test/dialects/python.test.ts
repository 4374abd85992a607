import { expect, test } from "bun:test";
import { featureNames } from "../../src/domain/feature-names.ts";
import { noon, notifications, openBoard } from "../support/board-sockets.ts";
import { openClass } from "../support/class.ts";
import { TestSocket } from "../support/socket.ts";

/** `LECTERN_TEST_PYTHON` names a Python that has the `websockets` package; this machine's own may have it too. */
const python = process.env.LECTERN_TEST_PYTHON ?? "python3";
const here = Bun.which(python) !== null && Bun.spawnSync([python, "-c", "import websockets.asyncio.client"]).success;
const skipped = here ? "" : " (skipped: no Python with `websockets` here)";

test.skipIf(!here)(`the guide's own Python script gets what the guide says${skipped}`, async () => {
  await using room = await openClass({ code: "TEST001" });
  const { token } = await room.join("Test Student");
  await using teacher = await TestSocket.open(`${room.url}/ws/sessions/TEST001/`, room.teacher);
  const uri = `${room.url.replace("http", "ws")}/ws/sessions/TEST001/`;
  const script = new URL("websockets-client.py", import.meta.url).pathname;
  const client = Bun.spawn([python, script, uri, token], { stdout: "pipe", stderr: "pipe" });
  const [said, wrong] = await Promise.all([new Response(client.stdout).text(), new Response(client.stderr).text()]);
  expect(wrong).toBe("");
  expect(
    said
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line)),
  ).toEqual([
    { type: "join_confirmed", session_code: "TEST001", user_id: 2, message: "세션에 참가했습니다" },
    { type: "heartbeat_ack", timestamp: expect.closeTo(Date.now() / 1000, -2) },
    { type: "step_complete_confirmed", subtask_id: 1, message: "단계를 완료했습니다" },
  ]);
  const heard = [await teacher.next(), await teacher.next(), await teacher.next()];
  expect(heard).toEqual([
    { type: "participant_joined", user_id: 2, user_name: "Test Student", role: "STUDENT" },
    { type: "progress_updated", user_id: 2, user_name: "Test Student", subtask_id: 1, status: "completed" },
    { type: "participant_left", user_id: 2, user_name: "Test Student" },
  ]);
});

test.skipIf(!here)(`the lecture, chat and guitar apps' frames reach a client in Python${skipped}`, async () => {
  await using room = await openClass({ code: "TEST001", features: [...featureNames] });
  const { token, participant } = await room.join("Test Student");
  const script = new URL("websockets-talk.py", import.meta.url).pathname;
  const talk = async (path: string, expected: number, ...lines: object[]) => {
    const uri = room.url.replace("http", "ws") + path;
    const said = lines.map((line) => JSON.stringify(line));
    const client = Bun.spawn([python, script, uri, token, `${expected}`, ...said], { stdout: "pipe", stderr: "pipe" });
    const [out, wrong] = await Promise.all([new Response(client.stdout).text(), new Response(client.stderr).text()]);
    expect(wrong).toBe("");
    return out
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
  };
  expect(await talk("/ws/session/TEST001/student/", 2, { type: "ping" })).toEqual([
    { event: "connected", session_id: "TEST001", role: "student", teacher_online: false },
    { event: "pong" },
  ]);
  const said = {
    message_id: expect.stringMatching(/^[\da-f-]{36}$/),
    participant_id: participant.id,
    participant_nickname: "Test Student",
    timestamp: expect.stringMatching(/Z$/),
    session_code: "TEST001",
  };
  const chat = { type: "chat_message", content: "안녕하세요" };
  const question = { type: "question", content: "왜 그런가요?" };
  expect(
    await talk(`/ws/TEST001/${participant.id}`, 3, chat, question, { type: "chat_message", content: " " }),
  ).toEqual(
    expect.arrayContaining([
      { ...chat, ...said },
      { ...question, ...said },
      { type: "error", message: "Message content cannot be empty" },
    ]),
  );
  const begin = { type: "practice_start", data: { timestamp: "2024-01-01T00:00:00Z" } };
  const chord = { type: "chord_change", data: { chord: "C" } };
  const ping = { type: "ping", data: { timestamp: "2024-01-01T00:00:00Z" } };
  const end = { type: "practice_end", data: { timestamp: "2024-01-01T00:00:10Z" } };
  const nothing = { type: "chord_change", data: {} };
  const user_id = participant.user_id;
  const heard = await talk("/ws/guitar/TEST001/", 6, ping, begin, chord, nothing, end);
  expect(heard.length).toBe(6);
  expect(heard).toEqual(
    expect.arrayContaining([
      { type: "connection_update", data: { status: "connected", user_id } },
      { type: "pong", data: ping.data },
      { type: "practice_update", data: { status: "started", ...begin.data } },
      { type: "chord_change", data: { chord: "C", user_id, timestamp: expect.stringMatching(/Z$/) } },
      { type: "error", data: { message: "chord: the name of a chord is missing" } },
      { type: "practice_update", data: { status: "ended", ...end.data } },
    ]),
  );
});

test.skipIf(!here)(`the quality app's frames reach a client in Python${skipped}`, async () => {
  await using board = await openBoard();
  const bolt = await board.product("BOLT-M10");
  const alert = { product: bolt.id, alert_type: "OUT_OF_SPEC", priority: 4, title: "Test Alert", message: "Hello" };
  await board.ask("POST", "/api/spc/alerts", alert);
  const script = new URL("websockets-talk.py", import.meta.url).pathname;
  const uri = board.url.replace("http", "ws") + notifications;
  const lines = [
    { type: "subscribe_product", product_id: bolt.id },
    { type: "get_alerts", limit: 10 },
    { type: "unsubscribe_product", product_id: bolt.id },
    { type: "subscribe_product", product_id: 99 },
  ].map((line) => JSON.stringify(line));
  const client = Bun.spawn([python, script, uri, board.teacher, "5", ...lines], { stdout: "pipe", stderr: "pipe" });
  const [out, wrong] = await Promise.all([new Response(client.stdout).text(), new Response(client.stderr).text()]);
  expect(wrong).toBe("");
  const { product: _, ...told } = alert;
  const kept = { id: 1, product_code: "BOLT-M10", product_name: "Product BOLT-M10", status: "OPEN", created_at: noon };
  expect(
    out
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line)),
  ).toEqual([
    { type: "connection", message: "SPC 실시간 알림에 연결되었습니다", timestamp: noon },
    { type: "subscribed", product_id: bolt.id },
    { type: "alerts", alerts: [{ ...told, ...kept }], timestamp: noon },
    { type: "unsubscribed", product_id: bolt.id },
    { type: "error", message: "There is no such product.", timestamp: noon },
  ]);
});
