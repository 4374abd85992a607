/** Why something was refused on the quality board. */
import type { FaultTexts } from "./fault-texts.ts";

export const qualityFaults = {
  product_not_found: { ko: "이 제품은 더 이상 없어요.", en: "This product no longer exists." },
  folder_not_found: { ko: "이 폴더는 더 이상 없어요.", en: "This folder no longer exists." },
  folder_full: {
    ko: "폴더 하나에는 제품을 200개까지 둘 수 있어요. 다른 폴더를 써 주세요.",
    en: "A folder holds up to 200 products. Use another folder.",
  },
  product_simulated: {
    ko: "이 제품의 값은 시뮬레이션이에요. 직접 입력할 수 없어요.",
    en: "The values of this product are simulated. Nobody can enter others.",
  },
  not_simulated: { ko: "이 제품의 값은 시뮬레이션이 아니에요.", en: "The values of this product are not simulated." },
  too_many_simulations: {
    ko: "시뮬레이션은 동시에 10개까지 돌릴 수 있어요. 먼저 하나를 멈춰 주세요.",
    en: "At most 10 simulations run at a time. Stop one first.",
  },
  product_archived: {
    ko: "보관된 제품이라 값을 받지 않아요. 먼저 보관함에서 꺼내 주세요.",
    en: "This product is archived and takes no values. Bring it back from the archive first.",
  },
  measurement_not_found: { ko: "이 값은 더 이상 없어요.", en: "This value no longer exists." },
  point_not_found: { ko: "이 점은 더 이상 관리도에 없어요.", en: "This point is no longer on the chart." },
  study_not_found: { ko: "이 측정 시스템 분석은 더 이상 없어요.", en: "This gauge study no longer exists." },
  gauge_value_taken: {
    ko: "이미 측정한 값이에요. 측정한 사람이나 선생님만 고칠 수 있어요.",
    en: "This has been measured. Only a teacher or whoever measured it can correct it.",
  },
  too_many_studies: {
    ko: "한 제품에는 측정 시스템 분석을 50개까지 만들 수 있어요. 먼저 하나를 지워 주세요.",
    en: "A product has at most 50 gauge studies. Delete one first.",
  },
  limits_not_found: { ko: "이 관리한계는 더 이상 없어요.", en: "These limits no longer exist." },
  phase_too_early: {
    ko: "새 구간은 최근 20,000개의 점 가운데서 시작할 수 있어요. 더 뒤의 부분군을 골라 주세요.",
    en: "A new phase can begin at one of the last 20,000 points. Choose a later subgroup.",
  },
  product_busy: {
    ko: "이 제품에 기록 중인 값이 너무 많아요. 몇 초 뒤에 다시 해 주세요.",
    en: "Too many values are being written to this product. Try again in a few seconds.",
  },
  no_spread: {
    ko: "값이 모두 같아요. 관리한계를 정하려면 서로 다른 값이 필요해요.",
    en: "All these values are equal. Limits need values that differ.",
  },
  product_hidden: {
    ko: "이 제품은 볼 수 없어요. 담당 선생님이 허용할 수 있어요.",
    en: "You cannot see this product. Its teacher can allow it.",
  },
  product_read_only: {
    ko: "이 제품은 볼 수만 있고 측정할 수는 없어요. 담당 선생님이 허용할 수 있어요.",
    en: "You can see this product, but not measure it. Its teacher can allow it.",
  },
  owner_only: {
    ko: "이 제품을 만든 선생님만 할 수 있어요.",
    en: "Only the teacher who made this product can do this.",
  },
  folder_owner_only: {
    ko: "이 폴더를 만든 선생님만 할 수 있어요.",
    en: "Only the teacher who made this folder can do this.",
  },
  not_undoable: {
    ko: "자신이 마지막으로 측정한 값 20개만 되돌리거나 고칠 수 있어요.",
    en: "You can undo or correct only your own last 20 values.",
  },
  alert_not_found: { ko: "이 알림은 더 이상 없어요.", en: "This alert no longer exists." },
  device_not_found: { ko: "이 기기는 더 이상 없어요.", en: "This device no longer exists." },
  product_code_taken: {
    ko: "다른 제품이 이 코드를 쓰고 있어요. 다른 코드를 골라 주세요.",
    en: "Another product has this code. Choose another one.",
  },
  too_many_tags: {
    ko: "이 제품에는 태그 종류가 이미 너무 많아요. 지금 있는 이름과 값을 써 주세요.",
    en: "This product has too many different tags. Use the names and values that it already has.",
  },
  not_a_count: {
    ko: "이 관리도는 개수를 세요. 0 이상의 정수를 적어 주세요. 부적합품 수는 표본 크기보다 클 수 없어요.",
    en: "This chart counts: enter a whole number from 0. No more items than the sample has can be nonconforming.",
  },
  size_missing: { ko: "표본 크기를 적어 주세요.", en: "Enter the sample size, too." },
  size_unused: { ko: "이 관리도에는 표본 크기가 없어요.", en: "Values of this chart have no sample size." },
  product_measured: {
    ko: "이미 값이 있어서 부분군 크기와 관리도, 점을 계산하는 방법은 바꿀 수 없어요.",
    en: "This product has values, so its subgroup size, its chart and how its points are computed can no longer change.",
  },
  sample_repeated: { ko: "이 시료는 이미 측정했어요.", en: "This sample has already been measured." },
  alert_went_on: { ko: "이미 확인했거나 닫은 알림이에요.", en: "This alert has already been seen or closed." },
  subgroup_over: {
    ko: "이 부분군은 끝났어요. 다음 부분군의 값이 이미 있어요.",
    en: "This subgroup is complete: there are values of a later one.",
  },
  future_measurement: {
    ko: "측정 시각이 미래예요. 기기의 시계를 확인해 주세요.",
    en: "The time of this value is in the future. Check the clock of the device.",
  },
  too_few: {
    ko: "아직 값이 모자라요. 부분군이 두 개는 있어야 해요.",
    en: "There are too few values. At least two subgroups are needed.",
  },
} satisfies FaultTexts;
