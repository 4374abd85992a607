/** The commands of a demo class: what a student's actions are on the wire, and how its teacher ends it. */
import type { CommandName, InputOf } from "../features/index.ts";
import type { Action } from "./model.ts";
import type { StudentView } from "./view.ts";

/** A command with its input. */
export type Command = { [K in CommandName]: { readonly name: K; readonly input: InputOf<K> } }[CommandName];

/** Ends the class. */
export const endOfClass = { name: "session.end", input: {} } satisfies Command;

/** Returns the command of an action; `undefined` if it is none. */
export function toCommand(action: Action, openHelp: StudentView["openHelp"]): Command | undefined {
  switch (action.do) {
    case "start":
      return { name: "progress.update", input: { subtask_id: action.step, status: "started" } };
    case "complete":
      return { name: "step.complete", input: { subtask_id: action.step } };
    case "callHelp":
      return { name: "help.request", input: { subtask_id: action.step, message: action.message } };
    case "takeHelpBack":
      return openHelp === undefined ? undefined : { name: "help.resolve", input: { help_id: openHelp } };
    case "feedback":
      return { name: "feedback.give", input: { feedback_type: action.feedback } };
    case "ask":
      return { name: "question.ask", input: { text: action.text } };
    case "like":
      return { name: "question.like", input: { question_id: action.question } };
    case "write":
      return { name: "chat.send", input: { content: action.text } };
    default:
      return undefined;
  }
}
