/** Which questions a person sees. */
import type { Question } from "../../client/fold/questions.ts";
import type { StudentRoom } from "../../client/fold/student.ts";
import type { StudentLive } from "../live.ts";
import { isMine } from "./talk.ts";

/** The questions that this person sees: a student those that are shown to everyone and their own, the teacher all. */
export function questionsFor(live: StudentLive, { questions, you }: StudentRoom): readonly Question[] {
  if (you.role === "INSTRUCTOR") return questions;
  return questions.filter(
    (question) => question.status !== "hidden" && (!isPutAway(question) || isMine(live, you.id, question)),
  );
}

/** Whether it is archived, refused or merged into another one. */
export const isPutAway = ({ archived, approval, merged_into }: Question): boolean =>
  archived || approval === "refused" || merged_into !== null;
