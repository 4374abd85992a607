/** The registry of slices: to add one, add a file to this folder and a line here, or in `student.ts` if a student's page shows it. */
import { expected } from "./expected.ts";
import { feedback } from "./feedback.ts";
import { groups } from "./groups.ts";
import { hands } from "./hands.ts";
import { lastAction, muted, picked } from "./moderation.ts";
import { people } from "./people.ts";
import { practice } from "./practice.ts";
import { intended } from "./questions.ts";
import { screen, screens } from "./screen.ts";
import { type StatesOf, studentSlices } from "./student.ts";

export const slices = {
  ...studentSlices,
  people,
  hands,
  groups,
  picked,
  muted,
  lastAction,
  expected,
  feedback,
  intended,
  practice,
  screen,
  screens,
};

/** Everything a client knows of its session. */
export type Room = StatesOf<typeof slices>;
export type SliceName = keyof Room;
