/** Which view the projector shows, and how many projectors are connected. */

import type { ViewOf } from "../../features/index.ts";
import type { Api } from "../api.ts";
import { defineSlice } from "./slice.ts";

export const screen = defineSlice<ViewOf<"screen.current">, Api>({
  start: () => ({ view: "auto" }),
  folds: { "screen.changed": (_, screen) => screen },
  // Students' pages do not show it.
  readable: ({ you }) => you.role === "INSTRUCTOR",
  views: ["screen.current"],
  fromViews: (views) => views["screen.current"]?.data,
  read: (api, session) => api.screen(session),
});

/** How many projectors are connected, for the teacher. */
export const screens = defineSlice<{ readonly connected: number }, Api>({
  start: () => ({ connected: 0 }),
  folds: { "screen.counted": (_, counted) => counted },
  readable: ({ you }) => you.role === "INSTRUCTOR",
  read: (api, session) => api.screens(session),
});
