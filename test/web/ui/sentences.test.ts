/** Errors that fill a page: what happened is the title, what to do is below it. */
import { expect, test } from "bun:test";
import { toTitleAndHint } from "../../../src/web/ui/sentences.ts";

test.each([
  ["The server cannot be reached. Check the Wi-Fi.", "The server cannot be reached", "Check the Wi-Fi."],
  ["연결할 수 없어요. 와이파이를 확인해 주세요. 고마워요.", "연결할 수 없어요", "와이파이를 확인해 주세요. 고마워요."],
  ["The class has ended.", "The class has ended", ""],
  ["Safari 15.4 is too old. Update it.", "Safari 15.4 is too old", "Update it."],
  ["No period", "No period", ""],
])("%s", (text, title, hint) => {
  expect(toTitleAndHint(text)).toEqual([title, hint]);
});
