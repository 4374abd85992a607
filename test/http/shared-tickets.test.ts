/** Questions about tickets that another program asks. */
import { expect, test } from "bun:test";
import { TicketQuestion } from "../../src/http/shared-tickets.ts";

/** The question as it arrives. */
const arrived = (question: object) => TicketQuestion.safeParse(JSON.parse(JSON.stringify(question)));

test("each question is accepted with its arguments", () => {
  const questions: TicketQuestion[] = [
    { ask: "issue", args: ["screen", { hash: "h" }, "session"] },
    { ask: "issue", args: ["socket", { hash: "h" }, undefined] },
    { ask: "redeem", args: ["phone", "ticket", "request"] },
    { ask: "stateOf", args: ["sign-in", "123456"] },
    { ask: "ownerOf", args: ["screen", "123456", "request"] },
    { ask: "hasValidNumber", args: ["screen"] },
  ];
  for (const question of questions) expect(arrived(question)).toEqual({ success: true, data: question });
});

test("anything else is refused", () => {
  for (const question of [
    { ask: "constructor", args: [] },
    { ask: "toString", args: ["screen"] },
    { ask: "redeem", args: ["phone", "ticket"] },
    { ask: "redeem", args: ["phone", { toString: "x" }, "request"] },
    { ask: "stateOf", args: ["any", "ticket"] },
    { ask: "issue", args: ["screen", { user: 1 }] },
    { ask: "issue" },
    [],
  ]) {
    expect(arrived(question).success).toBe(false);
  }
});
