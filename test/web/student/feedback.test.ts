/** The feedback buttons of a student: what is sent, and what they show. */
import { expect, test } from "bun:test";
import { feedbackOf } from "../../../src/web/student/feedback.ts";

type LiveRoom = Parameters<typeof feedbackOf>[0];

/** Feedback whose sends are answered by `answers`, one after the other. */
function feedbackWith(answers: Promise<unknown>[]) {
  const sent: unknown[] = [];
  const live = {
    state: { value: {} },
    now: () => Date.now(),
    send: (_: string, { feedback_type }: { feedback_type: string }) => {
      sent.push(feedback_type);
      return answers[sent.length - 1] ?? Promise.resolve();
    },
  } as unknown as LiveRoom;
  return { feedback: feedbackOf(live), sent };
}

test("a rejected feedback is sent again if it is pressed again, however soon", async () => {
  const { feedback, sent } = feedbackWith([Promise.reject(new Error("rejected"))]);
  feedback.choose("HARD");
  await Bun.sleep(0);
  expect(feedback.chosen.value).toBeUndefined();
  feedback.choose("HARD");
  dispatchEvent(new Event("pagehide"));
  await Bun.sleep(0);
  expect(sent).toEqual(["HARD", "HARD"]);
  expect(feedback.confirmed.value).toBe("HARD");
});
