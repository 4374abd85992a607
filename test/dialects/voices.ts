/** How each app is spoken to, as far as any test of it needs: where it knocks, what greets it, how it shows that it lives. */
import { defaultFeatures, type featureNames } from "../../src/domain/feature-names.ts";

export type Frame = Record<string, unknown>;

/** Somebody as a path may name them. */
export interface Named {
  readonly id: string;
  readonly role: "INSTRUCTOR" | "STUDENT";
}

export interface Voice {
  /** Its WebSocket path, without a slash at the end. */
  readonly path: (session: string, who: Named) => string;
  /** What a session has for it to find it, where that is not the usual. */
  readonly features?: (typeof featureNames)[number][];
  /** The names of the frames that greet a newcomer. */
  readonly greeting: readonly string[];
  /** Frames that come of themselves, at no certain moment. */
  readonly aside: (frame: Frame) => boolean;
  /** A sign of life that changes nothing, with its answer; `n` tells one from another. */
  readonly alive: (n: number) => { send: Frame; answer: Frame };
}

/** A frame's name, in whichever field the app has it. */
export const nameOf = ({ type, event }: Frame): unknown => type ?? event;

/** What the apps with a Korean document say that every app can be told. */
export const korean: Readonly<Record<string, string>> = {
  malformed: "메시지는 `type`이 있는 JSON 객체여야 해요.",
  not_text: "메시지는 텍스트여야 해요. 바이너리는 받지 않아요.",
  not_allowed: "이 작업은 할 수 없어요.",
  rate_limited: "메시지가 너무 많아요. 잠시 뒤에 다시 보내 주세요.",
};

const never = () => false;

/** By the dialect's own name. */
export const voices = {
  lectern: {
    path: (session) => `/ws/live/${session}`,
    greeting: ["welcome"],
    aside: ({ type }) => type === "presence.counted",
    alive: (n) => ({ send: { type: "ping", id: `alive ${n}` }, answer: { type: "pong", id: `alive ${n}` } }),
  },
  mobilegpt: {
    path: (session) => `/ws/sessions/${session}`,
    greeting: [],
    aside: never,
    alive: (timestamp) => ({
      send: { type: "heartbeat", data: { timestamp } },
      answer: { type: "heartbeat_ack", timestamp },
    }),
  },
  inthon: {
    path: (session, { role }) => `/ws/session/${session}/${role === "INSTRUCTOR" ? "teacher" : "student"}`,
    greeting: ["connected"],
    aside: never,
    alive: () => ({ send: { type: "ping" }, answer: { event: "pong" } }),
  },
  virtutune: {
    path: (session) => `/ws/guitar/${session}`,
    features: [...defaultFeatures, "practice"],
    greeting: ["connection_update"],
    aside: never,
    alive: (timestamp) => ({
      send: { type: "ping", data: { timestamp } },
      answer: { type: "pong", data: { timestamp } },
    }),
  },
  chatroom: {
    path: (session, { id }) => `/ws/${session}/${id}`,
    greeting: [],
    aside: never,
    // It has no frame for that: one that it does not know is answered as well.
    alive: (n) => ({
      send: { type: `alive ${n}` },
      answer: { type: "error", message: `Unknown message type: alive ${n}` },
    }),
  },
} as const satisfies Record<string, Voice>;
