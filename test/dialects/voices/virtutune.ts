/** How `virtutune` is spoken to. */

import { expect } from "bun:test";
import { defaultFeatures } from "../../../src/features/whole-session.ts";

import { all, atTheDoor, type Voice } from "./voice.ts";

const fault = (message: string) => ({ type: "error", data: { message } });
const missing = fault("chord: the name of a chord is missing");
const noChord = fault("This is no chord: a chord has a name like C, F#m7 or C/G.");
const noObject = (got: string) => fault(`Invalid input: expected object, received ${got}`);

export const virtutune: Voice = {
  path: (session) => `/ws/guitar/${session}`,
  features: [...defaultFeatures, "practice"],
  greeting: ["connection_update"],
  aside: () => false,
  alive: (timestamp) => ({
    send: { type: "ping", data: { timestamp } },
    answer: { type: "pong", data: { timestamp } },
  }),
  // Everybody receives events about other connections.
  comings: ({ type }) => type === "connection_update",
  does: [
    { command: "practice.start", frame: { type: "practice_start", data: { timestamp: 7 } } },
    { command: "practice.end", frame: { type: "practice_end" } },
    { command: "chord.change", frame: { type: "chord_change", data: { chord: "F#m7" } } },
  ],
  hears: { "presence.dialect_changed": all, "practice.updated": all, "chord.changed": all },
  // Everybody hears everything.
  leak: () => undefined,
  named: (type) => ({ type, data: {} }),
  fault: (_, message) => fault(message),
  typeless: "unknown_type",
  misfits: [
    { send: { type: "chord_change" }, answer: missing },
    { send: { type: "chord_change", data: {} }, answer: missing },
    { send: { type: "chord_change", data: null }, answer: missing },
    { send: { type: "chord_change", data: { chord: 7 } }, answer: missing },
    { send: { type: "chord_change", data: { chord: "" } }, answer: noChord },
    { send: { type: "chord_change", data: { chord: "H" } }, answer: noChord },
    { send: { type: "chord_change", data: { chord: "do" } }, answer: noChord },
    { send: { type: "chord_change", data: "C" }, answer: noObject("string") },
    { send: { type: "chord_change", data: ["C"] }, answer: noObject("array") },
    { send: { type: "practice_start", data: "now" }, answer: noObject("string") },
    { send: { type: "practice_start", data: { timestamp: {} } }, answer: fault("timestamp: Invalid input") },
    { send: { type: "practice_end", data: [] }, answer: noObject("array") },
    { send: { type: "practice_end", data: {} }, answer: fault("You are not practising.") },
  ],
  onlyInstructors: [],
  onlyStudents: [],
  heardByStudents: {
    act: { send: { type: "chord_change", data: { chord: "F#m7" } } },
    heard: { type: "chord_change", data: { chord: "F#m7", user_id: 1, timestamp: expect.stringMatching(/Z$/) } },
  },
  end: { act: { call: ["POST", "/api/sessions/TEST001/end"] } },
  refusals: atTheDoor,
  flooding: 4429,
};
