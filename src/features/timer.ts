/** The countdown of a class: the teacher starts it, and everyone sees it. A new one replaces the one that is running. */
import { z } from "zod";
import { Count, Time, toTime } from "../domain/ids.ts";
import { everyone } from "../domain/roles.ts";
import { OptionalText } from "../domain/text.ts";
import { defineFeature } from "./feature.ts";
import { session } from "./session.ts";

/** The longest countdown, in seconds: a day. */
const maxSeconds = 24 * 60 * 60;

/**
 * A countdown. `ends_at` is by the server's clock, and stays when the time is up; null if there is no countdown. `seconds`
 * is how long it takes in total.
 */
const Timer = z.object({ ends_at: Time.nullable(), seconds: Count, label: z.string().nullable() });
type Timer = z.infer<typeof Timer>;

const none: Timer = { ends_at: null, seconds: 0, label: null };

export const timer = defineFeature({
  name: "timer",
  on: [session],
  initial: () => ({ timer: none }),
  commands: {
    "timer.start": {
      by: ["INSTRUCTOR"],
      http: "POST /timer",
      input: z.object({ seconds: z.number().int().min(1).max(maxSeconds), label: OptionalText(100) }),
      result: Timer,
      about: "Start a countdown. It replaces the one that is running.",
    },
    "timer.stop": {
      by: ["INSTRUCTOR"],
      http: "DELETE /timer",
      input: z.object({}),
      result: Timer,
      about: "Stop the countdown. Idempotent: does nothing if there is none.",
    },
  },
  events: {
    "timer.changed": { to: everyone, data: Timer, about: "A countdown started, or was stopped (`ends_at` is null)." },
  },
  views: {
    current: {
      by: everyone.roles,
      http: "GET /timer",
      query: z.object({}),
      result: Timer,
      sameUntil: ["timer.changed"],
      read: ({ state }) => state.timer,
      about: "Read the countdown. `ends_at` is null if there is none, and in the past if the time is up.",
    },
  },
  projector: { shows: Timer, read: ({ state }) => state.timer },
  decide: {
    "timer.start"({ input: { seconds, label }, at, emit }) {
      const timer = { ends_at: toTime(at + seconds * 1000), seconds, label };
      emit("timer.changed", timer);
      return timer;
    },
    "timer.stop"({ state, emit }) {
      if (state.timer.ends_at !== null) emit("timer.changed", none);
      return none;
    },
  },
  evolve: {
    "timer.changed"({ state }, timer) {
      state.timer = timer;
    },
  },
});
