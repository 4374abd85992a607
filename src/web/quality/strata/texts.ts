/** Texts of tags, strata and causes. */
import { defineTexts } from "../../language.ts";

export const texts = defineTexts({
  tags: { ko: "태그", en: "Tags" },
  tagsHint: {
    ko: "값에 붙는 정보예요. 켠 태그는 휴대폰 입력 화면에서 고를 수 있고, 관리도를 태그별로 나눠 볼 수 있어요.",
    en: "What a value is about. The phone's key pad asks for the tags that are switched on, and the chart can be split by them.",
  },
  asks: { ko: "입력할 때 고르기", en: "Asked when values are entered" },
  offeredOf: {
    ko: (name: string) => `${name}: 고를 값 (한 줄에 하나)`,
    en: (name) => `Values of ${name} to choose from, one a line`,
  },
  otherTag: { ko: "다른 태그", en: "Another tag" },
  addTag: { ko: "추가", en: "Add" },
  tooManyAsked: {
    ko: (most: number) => `한 번에 ${most}개까지 물을 수 있어요. 몇 개를 꺼 주세요.`,
    en: (most) => `At most ${most} tags can be asked for. Switch some of them off.`,
  },
});
