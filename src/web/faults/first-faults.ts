/** The texts of refusals that a page may show while the server cannot be reached. */
import type { FaultTexts } from "./fault-texts.ts";

export const firstFaults = {
  unreachable: {
    ko: "선생님 컴퓨터에 연결할 수 없어요. 같은 와이파이인지 확인해 주세요.",
    en: "The teacher's computer cannot be reached. Check that you are on the same Wi-Fi.",
  },
  unknown: {
    ko: "잘 되지 않았어요. 페이지를 새로 고치고 다시 시도해 주세요.",
    en: "That did not work. Reload the page and try again.",
  },
  not_found: { ko: "더 이상 없어요.", en: "This no longer exists." },
  removed: { ko: "선생님이 이 수업에서 내보냈어요.", en: "The teacher removed you from this class." },
  session_ended: { ko: "수업이 끝났어요.", en: "The class has ended." },
} satisfies FaultTexts;
