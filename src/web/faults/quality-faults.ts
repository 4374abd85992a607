/** Why something was refused on the quality board. */
import type { FaultTexts } from "./fault-texts.ts";

export const qualityFaults = {
  product_not_found: { ko: "이 제품은 더 이상 없어요.", en: "This product is not there any more." },
  measurement_not_found: { ko: "이 측정값은 더 이상 없어요.", en: "This measurement is not there any more." },
  product_busy: {
    ko: "이 제품에 기록 중인 값이 너무 많아요. 몇 초 뒤에 다시 해 주세요.",
    en: "Too much is being written to this product. Try again in a few seconds.",
  },
  no_spread: {
    ko: "값이 모두 같아요. 관리한계를 정하려면 서로 다른 값이 필요해요.",
    en: "All these values are equal. Limits need values that differ.",
  },
  product_hidden: {
    ko: "이 제품은 볼 수 없어요. 담당 선생님이 허용할 수 있어요.",
    en: "You may not see this product. Its teacher can allow it.",
  },
  product_read_only: {
    ko: "이 제품은 볼 수만 있고 측정할 수는 없어요. 담당 선생님이 허용할 수 있어요.",
    en: "You may see this product, but not measure it. Its teacher can allow it.",
  },
  owner_only: {
    ko: "이 제품을 만든 선생님만 할 수 있어요.",
    en: "Only the teacher who made this product can do this.",
  },
  not_undoable: {
    ko: "자신이 마지막으로 측정한 값 20개만 되돌리거나 고칠 수 있어요.",
    en: "You can undo or correct only your own last 20 values.",
  },
  alert_not_found: { ko: "이 알림은 더 이상 없어요.", en: "This alert is not there any more." },
  device_not_found: { ko: "이 기기는 더 이상 없어요.", en: "This device is not there any more." },
  product_code_taken: { ko: "이 코드는 다른 제품이 쓰고 있어요.", en: "Another product has this code." },
  product_measured: {
    ko: "이미 측정했어요. 부분군과 관리도는 바꿀 수 없어요.",
    en: "Something is measured already: subgroups and chart stay as they are.",
  },
  sample_repeated: { ko: "이 시료는 이미 측정했어요.", en: "This sample is already measured." },
  alert_went_on: { ko: "이미 확인했거나 끝난 알림이에요.", en: "This alert is seen or closed already." },
  subgroup_over: { ko: "이 부분군은 끝났어요.", en: "This subgroup is over." },
  future_measurement: {
    ko: "측정 시각이 미래예요. 시계를 확인해 주세요.",
    en: "This lies in the future. Is the clock right?",
  },
  too_few: {
    ko: "아직 측정값이 모자라요. 부분군이 둘은 있어야 해요.",
    en: "Too little is measured yet: two subgroups at least are needed.",
  },
} satisfies FaultTexts;
