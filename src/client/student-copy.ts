/** What a student keeps of a class that has ended: its steps with what they did, and what they themselves wrote. */
import type { LessonStep } from "../domain/session.ts";
import type { ItemOf } from "../features/index.ts";
import type { FeatureName, Session } from "../features/whole-session.ts";
import type { Fetched } from "./http.ts";
import type { StudentApi } from "./student-api.ts";
import { answerOf } from "./vote-text.ts";

type Progress = ItemOf<"steps.progress">["steps"][number];

export interface CopyStep {
  readonly step: LessonStep;
  /** The student's last report on it. */
  readonly report: Progress | undefined;
}

export interface StudentCopy {
  readonly session: Session;
  readonly name: string | undefined;
  readonly steps: readonly CopyStep[];
  readonly questions: readonly ItemOf<"questions.list">[];
  readonly help: readonly ItemOf<"help.list">[];
  readonly polls: readonly { readonly question: string; readonly answer: string }[];
  readonly important: readonly ItemOf<"feedback.important">[];
}

/** Reads the copy of the signed-in student, oldest first. Rejects with a `Refusal`. */
export async function readStudentCopy(api: StudentApi, code: string): Promise<StudentCopy> {
  const [session, card] = await Promise.all([api.session(code), api.joinCard(code)]);
  const ifUsed = async <T>(name: FeatureName, read: () => Promise<Fetched<readonly T[]>>): Promise<T[]> =>
    session.features.includes(name) ? (await read()).data.toReversed() : [];
  const [progress, questions, help, polls, important] = await Promise.all([
    ifUsed("steps", () => api.progress(session.id)),
    ifUsed("questions", () => api.questions(session.id)),
    ifUsed("help", () => api.help(session.id)),
    ifUsed("polls", () => api.polls(session.id)),
    ifUsed("feedback", () => api.important(session.id)),
  ]);
  const reports = new Map(progress[0]?.steps.map((report) => [report.subtask_id, report]));
  return {
    session,
    name: card.known_as,
    steps: (session.lesson?.subtasks ?? []).map((step) => ({ step, report: reports.get(step.id) })),
    questions: questions.filter(({ mine }) => mine),
    help,
    polls: polls.flatMap((poll) => {
      const answer = answerOf(poll);
      return answer === undefined ? [] : [{ question: poll.question, answer }];
    }),
    important,
  };
}
