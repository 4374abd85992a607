/** The features that depend on `session`: each is a file in this folder and a line here, after those it depends on. */
import { chat } from "./chat.ts";
import { expected } from "./expected.ts";
import { feedback } from "./feedback.ts";
import { groups } from "./groups.ts";
import { hands } from "./hands.ts";
import { help } from "./help.ts";
import { moderation } from "./moderation.ts";
import { pace } from "./pace.ts";
import { participants } from "./participants.ts";
import { peopleModeration } from "./people-moderation.ts";
import { picks } from "./picks.ts";
import { pollModeration } from "./poll-moderation.ts";
import { pollTeams } from "./poll-teams.ts";
import { polls } from "./polls.ts";
import { practice } from "./practice.ts";
import { questionModeration } from "./question-moderation.ts";
import { questions } from "./questions.ts";
import { screen } from "./screen.ts";
import { steps } from "./steps.ts";
import { timer } from "./timer.ts";

export const registry = [
  participants,
  peopleModeration,
  expected,
  steps,
  pace,
  groups,
  help,
  feedback,
  questions,
  questionModeration,
  chat,
  polls,
  pollModeration,
  pollTeams,
  hands,
  picks,
  practice,
  timer,
  screen,
  moderation,
] as const;
