/** Every state of every page, for `bun run pictures` and test/browser/axe.test.ts. */
import { anyoneStates } from "./anyone.ts";
import { boardStates } from "./board.ts";
import { contentStates } from "./content.ts";
import { courseStates } from "./course.ts";
import { docsStates } from "./docs.ts";
import { gaugeStates } from "./gauge.ts";
import { kindStates } from "./kinds.ts";
import { networkStates } from "./network.ts";
import { pastStates } from "./past.ts";
import { peopleStates } from "./people.ts";
import { phaseStates } from "./phases.ts";
import { pollStates } from "./polls.ts";
import { practiceStates } from "./practice.ts";
import { quizStates } from "./quiz.ts";
import { roomStates } from "./room.ts";
import { screenStates } from "./screen.ts";
import { sharedStates } from "./shared.ts";
import type { PageState } from "./state.ts";
import { strataStates } from "./strata.ts";
import { studentStates } from "./student.ts";
import { teacherStates } from "./teacher.ts";

export const states: readonly PageState[] = [
  ...anyoneStates,
  ...studentStates,
  ...teacherStates,
  ...pastStates,
  ...roomStates,
  ...pollStates,
  ...quizStates,
  ...peopleStates,
  ...networkStates,
  ...screenStates,
  ...sharedStates,
  ...boardStates,
  ...strataStates,
  ...kindStates,
  ...phaseStates,
  ...courseStates,
  ...gaugeStates,
  ...practiceStates,
  ...contentStates,
  ...docsStates,
];
