/** The registry of the slices that a student's page shows: part of a phone's first script, so the others are in `index.ts`. */
import { chat, typing } from "./chat.ts";
import { controls } from "./controls.ts";
import { help } from "./help.ts";
import { notices } from "./notices.ts";
import { pace } from "./pace.ts";
import { polls } from "./polls.ts";
import { presence } from "./presence.ts";
import { progress } from "./progress.ts";
import { questions } from "./questions.ts";
import { seat } from "./seat.ts";
import { session } from "./session.ts";
import type { Slice } from "./slice.ts";
import { timer } from "./timer.ts";
import { you } from "./you.ts";

export const studentSlices = {
  session,
  you,
  presence,
  progress,
  help,
  controls,
  questions,
  chat,
  typing,
  notices,
  polls,
  pace,
  timer,
  seat,
};

type StateOf<S> = S extends Slice<infer T, never> ? T : never;
/** The states of a registry's slices. */
export type StatesOf<T> = { readonly [K in keyof T]: StateOf<T[K]> };

/** Everything that a student's page knows of its session. */
export type StudentRoom = StatesOf<typeof studentSlices>;
