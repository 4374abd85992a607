import { expect, test } from "bun:test";
import { koreanText } from "../../src/dialects/korean.ts";
import { Fault } from "../../src/domain/faults.ts";
import { catalogue, type FaultCode } from "../../src/features/index.ts";

/** The faults for which a frame of an app with a Korean document can be rejected. */
const codes: FaultCode[] = [
  ...(["malformed", "not_text", "does_not_fit", "not_allowed", "not_in_session", "removed"] as const),
  ...(["session_ended", "session_paused", "wrong_status", "feature_off", "subtask_not_found"] as const),
  ...(["no_next_step", "rate_limited", "too_often", "storage_full", "storage_failed", "internal"] as const),
];

test.each(codes)("%s has a Korean text", (code) => {
  const text = koreanText(new Fault(catalogue[code], "in English"));
  expect(text).toMatch(/[가-힣]/);
  expect(text.includes("in English")).toBe(code === "does_not_fit");
});

test("the text says when to try again", () => {
  expect(koreanText(Fault.temporary("too_often", 90_000))).toBe(
    "한 시간 동안 너무 많이 보냈어요. 90초 뒤에 다시 할 수 있어요.",
  );
  expect(koreanText(Fault.temporary("too_often", 600_000))).toEndWith(" 10분 뒤에 다시 할 수 있어요.");
});

test("an unknown type has the text of the document", () => {
  const text = "Unknown message type: dance";
  expect(koreanText(new Fault("unknown_type", text))).toBe(text);
});
