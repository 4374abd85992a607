/** `lectern-check`, the protocol of a phone that checks its connection: it sends a ping and receives a pong. No session. */
import type { Protocol } from "./dialect.ts";
import { native } from "./native.ts";

export const check: Protocol & { readonly door: string } = {
  name: "lectern-check",
  door: "/ws/check/:token",
  envelope: native.envelope,
  hears: {},
  answers: native.answers,
  fault: native.fault,
};
