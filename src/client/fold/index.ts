/** The registry of slices: to add one, add a file to this folder and a line here. */
import { chat, typing } from "./chat.ts";
import { controls } from "./controls.ts";
import { expected } from "./expected.ts";
import { feedback } from "./feedback.ts";
import { help } from "./help.ts";
import { notices } from "./notices.ts";
import { pace } from "./pace.ts";
import { people } from "./people.ts";
import { polls } from "./polls.ts";
import { practice } from "./practice.ts";
import { presence } from "./presence.ts";
import { progress } from "./progress.ts";
import { intended, questions } from "./questions.ts";
import { screen, screens } from "./screen.ts";
import { session } from "./session.ts";
import type { Slice } from "./slice.ts";
import { timer } from "./timer.ts";
import { you } from "./you.ts";

export const slices = {
  session,
  you,
  people,
  expected,
  presence,
  progress,
  help,
  controls,
  feedback,
  questions,
  intended,
  chat,
  typing,
  notices,
  polls,
  pace,
  practice,
  timer,
  screen,
  screens,
};

type StateOf<S> = S extends Slice<infer T> ? T : never;

/** Everything a client knows of its session. */
export type Room = { readonly [K in keyof typeof slices]: StateOf<(typeof slices)[K]> };
export type SliceName = keyof Room;
