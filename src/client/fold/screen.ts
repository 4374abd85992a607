/** Which view the projector shows. */
import type { ViewOf } from "../../features/index.ts";
import { defineSlice } from "./slice.ts";

export const screen = defineSlice<ViewOf<"screen.current">>({
  start: () => ({ view: "auto" }),
  folds: { "screen.changed": (_, screen) => screen },
  // Students' pages do not show it.
  readable: ({ you }) => you.role === "INSTRUCTOR",
  read: (api, session) => api.screen(session),
});
