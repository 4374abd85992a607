import type { Question } from "../../client/fold/questions.ts";
import type { StudentRoom } from "../../client/fold/student.ts";

/** The questions that this person may see: only the teacher sees hidden ones. */
export function questionsFor({ questions, you }: StudentRoom): readonly Question[] {
  return you.role === "INSTRUCTOR" ? questions : questions.filter(({ status }) => status !== "hidden");
}
