/** What the projector shows: the teacher chooses a view, or `auto` lets the projector follow the class. */
import { z } from "zod";
import { Count, Time, toTime } from "../domain/ids.ts";
import { everyone, instructors } from "../domain/roles.ts";
import { defineFeature } from "./feature.ts";
import { session } from "./session.ts";

const ScreenView = z.enum(["auto", "code", "step", "feedback", "questions", "poll", "groups", "pick", "blank"]);
/** A view of the projector. `poll` shows the open poll. */
export type ScreenView = z.infer<typeof ScreenView>;
/** Every view, in the order in which a teacher is offered them. */
export const screenViews = ScreenView.options;

const Screen = z.object({ view: ScreenView });

interface State {
  view: ScreenView;
  /** When the teacher chose the view, in milliseconds since 1970. */
  chosen_at: number | undefined;
}

/** How many projectors are connected. */
export const Connected = z.object({ connected: Count });

export const screen = defineFeature({
  name: "screen",
  on: [session],
  initial: (): State => ({ view: "auto", chosen_at: undefined }),
  commands: {
    "screen.show": {
      by: ["INSTRUCTOR"],
      http: "POST /screen",
      input: Screen,
      result: Screen,
      about: "Choose what the projector shows. `auto` follows the class.",
    },
  },
  events: {
    "screen.changed": { to: everyone, data: Screen, about: "The teacher chose another view for the projector." },
    "screen.counted": {
      to: instructors,
      kept: false,
      data: Connected,
      about: "The number of projectors that show the session changed.",
    },
  },
  views: {
    current: {
      by: everyone.roles,
      http: "GET /screen",
      query: z.object({}),
      result: Screen,
      sameUntil: ["screen.changed"],
      read: ({ state: { view } }) => ({ view }),
      about: "Read which view the projector shows.",
    },
  },
  projector: {
    shows: Screen.extend({ chosen_at: Time.nullable() }),
    read: ({ state: { view, chosen_at } }) => ({ view, chosen_at: chosen_at === undefined ? null : toTime(chosen_at) }),
  },
  decide: {
    "screen.show"({ state, input: { view }, emit }) {
      if (view !== state.view) emit("screen.changed", { view });
      return { view };
    },
  },
  moments: {
    screens({ emit, moment }) {
      emit("screen.counted", moment);
    },
  },
  evolve: {
    "screen.changed"({ state, at }, { view }) {
      state.view = view;
      state.chosen_at = at;
    },
  },
});
