/** Texts of the countdown's controls in the room. */
import { defineTexts } from "../../language.ts";

export const texts = defineTexts({
  timer: { ko: "타이머", en: "Timer" },
  hint: {
    ko: "프로젝터와 학생들의 휴대폰에 남은 시간이 보여요.",
    en: "The time left is shown on the projector and on the students' phones.",
  },
  own: { ko: "다른 시간 (분)", en: "Other time (minutes)" },
  label: { ko: "이름 (선택)", en: "Label (optional)" },
  labelExample: { ko: "예: 모둠 활동", en: "For example: group work" },
  start: { ko: "시작", en: "Start" },
  stop: { ko: "끝내기", en: "Stop" },
  stopTimer: { ko: "타이머 끝내기", en: "Stop the timer" },
  hide: { ko: "숨기기", en: "Hide" },
  hideTimer: { ko: "타이머 숨기기", en: "Hide the timer" },
  more: { ko: "+1분", en: "+1 min" },
});
