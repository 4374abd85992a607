import { expect, test } from "bun:test";
import { openClass, openTestServer } from "../support/class.ts";
import { TestSocket } from "../support/socket.ts";
import { atTheDoor, dialectContract, type Spoken } from "./contract.ts";
import { transcript } from "./transcript.ts";
import { korean, voices } from "./voices.ts";

const fault = (message: string) => ({ type: "error", message });

const app: Spoken = {
  ...voices.mobilegpt,
  name: "mobilegpt",
  named: (type) => ({ type, data: {} }),
  fault: (code, message) => fault(korean[code] ?? message),
  typeless: "unknown_type",
  misfits: [
    {
      send: { type: "step_complete" },
      answer: fault("메시지의 내용이 맞지 않아요: subtask_id: Invalid input: expected number, received undefined"),
    },
  ],
  onlyInstructors: ["next_step", "pause_session", "resume_session", "end_session"].map((type) => ({ type, data: {} })),
  onlyStudents: [
    { type: "step_complete", data: { subtask_id: 1 } },
    { type: "progress_update", data: { subtask_id: 1 } },
    { type: "request_help", data: {} },
    { type: "help_request", data: {} },
  ],
  heardByStudents: {
    act: { send: { type: "pause_session", data: {} } },
    heard: { type: "session_status_changed", status: "PAUSED" },
  },
  end: {
    act: { send: { type: "end_session", data: {} } },
    heard: { type: "session_status_changed", status: "ENDED", message: "세션이 종료되었습니다" },
  },
  refusals: atTheDoor,
  flooding: 4429,
};

dialectContract(app);
await transcript("mobilegpt", new URL("transcripts/mobilegpt.transcript", import.meta.url));

test("a heartbeat shows at once in last_active_at, and is no event and no commit", async () => {
  let now = Date.parse("2026-03-02T09:00:00.000Z");
  await using server = await openTestServer({ now: () => now });
  await using room = await openClass({ server, code: "TEST001" });
  const { token } = await room.join("Ann");
  await using phone = await TestSocket.open(`${room.url}/ws/sessions/TEST001/`, token);
  phone.send({ type: "join" });
  await phone.until("join_confirmed");
  const seen = async () => (await room.call("GET", "/api/sessions/TEST001/participants", room.teacher)).body[1];
  expect((await seen()).last_active_at).toBe("2026-03-02T09:00:00.000Z");

  const { commits, events } = room.server.live.kernel.counts;
  now += 30_000;
  phone.send({ type: "heartbeat", data: { timestamp: 1 } });
  await phone.until("heartbeat_ack");
  expect((await seen()).last_active_at).toBe("2026-03-02T09:00:30.000Z");
  expect(room.server.live.kernel.counts).toMatchObject({ commits, events });
});
