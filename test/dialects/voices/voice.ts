/** What the shared tests know of an app: how it is spoken to, what it may hear, and how it rejects. */

import type { CommandName, EventName } from "../../../src/features/index.ts";
import { catalogue, type FaultCode } from "../../../src/features/index.ts";
import type { featureNames } from "../../../src/features/whole-session.ts";
import { problem } from "../../support/knock.ts";

export type Frame = Record<string, unknown>;
/** A frame to send: a text is sent unchanged. */
export type Sent = Frame | string;

/** A received frame of an app that speaks in lines. */
export const line = (text: string): Frame => ({ type: text.split(" ", 1)[0], line: text });

/** Somebody as a path may name them. */
export interface Named {
  readonly id: string;
  readonly role: "INSTRUCTOR" | "STUDENT";
}

/** The people of a test: the teacher, the student who acts or is concerned, and another student. */
export type Who = "teacher" | "ann" | "ben";

export const all: readonly Who[] = ["teacher", "ann", "ben"];
export const teacher: readonly Who[] = ["teacher"];
export const students: readonly Who[] = ["ann", "ben"];
export const teacherAndAnn: readonly Who[] = ["teacher", "ann"];

/** A frame of the app that is a command of ours. */
export interface Doing {
  readonly command: CommandName;
  /** Who sends it (default: who does it over HTTP in `across.test.ts`). */
  readonly by?: Who;
  readonly frame: Sent;
  /** What everybody's frames of the event say, if this frame has not the data that those of other apps have. */
  readonly carries?: string;
}

/** Who hears an event; `carries` is what each frame of it says, if that is not what the frames of other apps say. */
export type Hearers = readonly Who[] | { readonly who: readonly Who[]; readonly carries: string };

/** A student who heard a frame. */
export interface Student {
  readonly id: string;
  readonly user_id: number;
  /** Whether this student may know of the question that is this message. */
  readonly mayReadMessage: (message_id: string) => boolean;
  /** Whether this student may know of the question. */
  readonly mayRead: (question_id: number) => boolean;
  /** Whether this student did what the event with this number is about. */
  readonly did: (seq: number) => boolean;
  /** When students see the results of a poll. */
  readonly resultsOf: (poll_id: number) => "live" | "closed" | "hidden" | undefined;
}

/** What somebody does: a frame, or an HTTP call if the app has no frame for it. */
export type Act =
  | { readonly send: Sent }
  | { readonly call: readonly [method: string, path: string, body?: Record<string, unknown>] };

/** How somebody is turned away: by the answer to the upgrade, or, let in, by a close that says why. */
export type Refusal =
  | { readonly status: number; readonly body: ReturnType<typeof problem> }
  | { readonly code: number; readonly reason: string };

/** Why somebody may be turned away at the door. */
export type Reason = "noCredential" | "wrongCredential" | "unknownSession" | "ended" | "removed";

export interface Voice {
  /** Its WebSocket path, without a slash at the end. */
  readonly path: (session: string, who: Named) => string;
  /** The features of a session that it can join, if those that are on by default are not enough. */
  readonly features?: (typeof featureNames)[number][];
  /** The names of the frames that greet a newcomer. */
  readonly greeting: readonly string[];
  /** Frames that arrive by timer, at no certain moment, or that one person's command sends to many others. */
  readonly aside: (frame: Frame) => boolean;
  /** Frames about other connections that open and close: the contract leaves them out. */
  readonly comings?: (frame: Frame) => boolean;
  /** A ping that changes nothing, with its answer; `n` distinguishes pings. */
  readonly alive: (n: number) => { send: Sent; answer: Frame };
  /** Its frames that are commands, as the class of `across.test.ts` can send them, in this order. */
  readonly does: readonly Doing[];
  /** Who hears which event in this dialect. */
  readonly hears: { readonly [E in EventName]?: Hearers };
  /** Why a student should not have got this frame; undefined if that is right. */
  readonly leak: (frame: any, to: Student) => string | undefined;
  /** A frame of a name that it may not know. */
  readonly named: (name: string) => Sent;
  readonly fault: (code: FaultCode, message: string) => Frame;
  /** Whether a frame without a type is one of an unknown type, as in the apps' documents. */
  readonly typeless: "unknown_type" | "malformed";
  /** Known frames whose data is invalid, each with its whole answer. */
  readonly misfits: readonly { send: Sent; answer: Frame }[];
  readonly onlyInstructors: readonly Sent[];
  readonly onlyStudents: readonly Sent[];
  /** What a teacher does that students hear, and how; `seq` and `at` are not compared. */
  readonly heardByStudents: { act: Act; heard: Frame };
  /** Ends the session; the frame that everyone then receives, if the app has one. */
  readonly end: { act: Act; heard?: Frame };
  readonly refusals: Readonly<Record<Reason, Refusal>>;
  readonly flooding: number;
}

/** A frame's name: in whichever field the app has it, or the first word of a line. */
export function nameOf(frame: Sent): unknown {
  const { type, event } = typeof frame === "string" ? line(frame) : frame;
  return type ?? event;
}

/** The texts of common faults in the apps with a Korean document. */
export const korean: Readonly<Record<string, string>> = {
  malformed: "메시지는 `type`이 있는 JSON 객체여야 해요.",
  not_text: "메시지는 텍스트여야 해요. 바이너리는 받지 않아요.",
  not_allowed: "이 작업은 할 수 없어요.",
  rate_limited: "메시지가 너무 많아요. 잠시 뒤에 다시 보내 주세요.",
};

const refusedBy = (code: FaultCode, detail?: string): Refusal => {
  const { status, text } = catalogue[code];
  return { status, body: problem(status, code, text, detail) };
};

/** How most apps are turned away: before the upgrade, by an HTTP answer. */
export const atTheDoor: Voice["refusals"] = {
  noCredential: refusedBy("not_allowed", catalogue.no_credential.text),
  wrongCredential: refusedBy("not_allowed", catalogue.no_credential.text),
  unknownSession: refusedBy("session_not_found"),
  ended: refusedBy("session_ended"),
  removed: refusedBy("removed"),
};
