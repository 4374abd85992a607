import { expect, test } from "bun:test";
import { catalogue } from "../../src/domain/faults.ts";
import { openClass } from "../support/class.ts";
import { knock, problem } from "../support/knock.ts";
import { TestSocket } from "../support/socket.ts";
import { atTheDoor, dialectContract, type Spoken } from "./contract.ts";
import { transcript } from "./transcript.ts";
import { voices } from "./voices.ts";

const app: Spoken = {
  ...voices.inthon,
  name: "inthon",
  named: (type) => ({ type }),
  fault: (_, message) => ({ event: "error", message }),
  misfits: [],
  onlyInstructors: [],
  onlyStudents: [],
  heardByStudents: {
    act: { call: ["POST", "/api/sessions/TEST001/important", { note: "이 부분 꼭 다시 복습하세요" }] },
    heard: { event: "important", note: "이 부분 꼭 다시 복습하세요", capture_url: null },
  },
  end: { act: { call: ["POST", "/api/sessions/TEST001/end"] }, heard: { event: "session_ended" } },
  // Who has no credential is a guest, where the session takes guests.
  refusals: { ...atTheDoor, noCredential: { status: 403, body: problem(403, "no_guests", catalogue.no_guests.text) } },
  flooding: 4429,
};

dialectContract(app);
await transcript("inthon", new URL("transcripts/inthon.transcript", import.meta.url));

test("a cookie that is dead makes a guest, where a wrong token or ticket is refused: a browser cannot take it back", async () => {
  await using room = await openClass({ code: "TEST001" });
  const { token } = await room.join("Ann");
  await room.call("POST", "/api/auth/logout", token);
  const url = `${room.url}/ws/session/TEST001/student/`;
  await using guest = await TestSocket.open(url, undefined, { Cookie: `lectern_session=${token}` });
  expect(await guest.next()).toMatchObject({ event: "connected", role: "student" });
  const nicknames = async () =>
    (await room.call("GET", "/api/sessions/TEST001/participants", room.teacher)).body.map(
      ({ nickname }: any) => nickname,
    );
  expect(await nicknames()).toEqual(["Teacher", "Ann", "Guest"]);
  expect((await knock(url, token)).status).toBe(403);
  expect(await nicknames()).toEqual(["Teacher", "Ann", "Guest"]);
});
