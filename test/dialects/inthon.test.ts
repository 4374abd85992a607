import { catalogue } from "../../src/domain/faults.ts";
import { problem } from "../support/knock.ts";
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
