/** Texts of tags, strata and causes. */
import { count, defineTexts, number } from "../../language.ts";

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
  colourBy: { ko: "색 구분", en: "Colour by" },
  noColour: { ko: "구분 없음", en: "nothing" },
  legendOf: { ko: (tag: string) => `${tag} 범례`, en: (tag) => `Legend of ${tag}` },
  otherValues: { ko: "그 밖의 값", en: "other values" },
  nothingToColour: { ko: "보이는 점에 이 태그가 없어요.", en: "No visible point has this tag." },
  filter: { ko: "걸러 보기", en: "Filter" },
  changeFilter: { ko: "필터 바꾸기", en: "Change the filter" },
  showAll: { ko: "모두 보기", en: "Show all" },
  applyFilter: { ko: "걸러 보기", en: "Show these" },
  filterHint: {
    ko: "고른 값이 있는 점만 보여요. 아무것도 고르지 않은 태그는 모두 보여요.",
    en: "Only points with one of the chosen values are shown. A tag without a choice lets all of them through.",
  },
  newestValues: {
    ko: (most: number) => `값이 많아서 최근 ${most}개만 보여요.`,
    en: (most) => `There are more values: these are the newest ${most}.`,
  },
  nothingMatches: { ko: "이 필터에 맞는 점이 없어요.", en: "No point matches this filter." },
  filtered: { ko: (what: string) => `걸러 본 관리도 – ${what}.`, en: (what) => `Filtered – ${what}.` },
  filteredPoints: {
    ko: (points: number, more: boolean) =>
      more ? `맞는 점 가운데 최근 ${number(points)}점이에요.` : `맞는 점이 ${number(points)}개예요.`,
    en: (points, more) =>
      more ? `The newest ${count(points, "point")} that match.` : `${count(points, "point")} match.`,
  },
  limits: { ko: "관리한계", en: "Limits" },
  limitsOf: {
    own: { ko: "이 점들로 계산", en: "from these points" },
    product: { ko: "제품의 한계", en: "of the product" },
  },
  limitsNote: {
    own: {
      ko: "한계는 이 점들만으로 계산했고, 규칙도 이 점들만으로 판정했어요. 저장되지 않아요.",
      en: "Limits and rules are computed from these points only. Nothing is stored.",
    },
    product: {
      ko: "한계는 제품의 것이고, 규칙은 이 점들만으로 판정했어요. 저장되지 않아요.",
      en: "The limits are those of the product; rules are computed from these points only. Nothing is stored.",
    },
  },
  tooManyAsked: {
    ko: (most: number) => `한 번에 ${most}개까지 물을 수 있어요. 몇 개를 꺼 주세요.`,
    en: (most) => `At most ${most} tags can be asked for. Switch some of them off.`,
  },
});
