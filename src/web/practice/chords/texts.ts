/** Texts of choosing chords, and of their diagrams. */
import { count, defineTexts } from "../../language.ts";

export const texts = defineTexts({
  chords: { ko: "코드 고르기", en: "Choose chords" },
  set: { ko: "코드 묶음", en: "Set of chords" },
  sets: {
    pop: { ko: "팝 네 코드", en: "Pop four" },
    road: { ko: "포크 네 코드", en: "Folk four" },
    three: { ko: "세 코드", en: "Three chords" },
    blues: { ko: "12마디 블루스", en: "12-bar blues" },
    open: { ko: "오픈 코드 모두", en: "All open chords" },
    own: { ko: "내 코드", en: "My chords" },
  },
  own: { ko: "내 코드 (띄어쓰기로 나눠요)", en: "My chords, separated by spaces" },
  ownHint: {
    ko: (most: number) => `${most}개까지. 예: C G/B Am7 Fmaj7`,
    en: (most) => `Up to ${most}, like C G/B Am7 Fmaj7`,
  },
  wrong: { ko: (words: string) => `코드 이름이 아니에요: ${words}`, en: (words) => `Not a chord: ${words}` },
  moved: { ko: "조옮김", en: "Transpose" },
  capoIs: { ko: "카포", en: "Capo" },
  semitones: {
    ko: (n: number) => (n === 0 ? "그대로" : `${n > 0 ? "+" : "−"}${Math.abs(n)} 반음`),
    en: (n) => (n === 0 ? "as it is" : `${n > 0 ? "+" : "−"}${count(Math.abs(n), "semitone")}`),
  },
  noCapo: { ko: "없음", en: "none" },
  lower: { ko: (what: string) => `${what} 낮추기`, en: (what) => `${what}: lower` },
  higher: { ko: (what: string) => `${what} 높이기`, en: (what) => `${what}: higher` },
  noDiagram: { ko: "이 코드는 운지 그림이 없어요", en: "There is no diagram of this chord" },
  notes: { ko: (notes: string) => `음: ${notes}`, en: (notes) => `Notes: ${notes}` },
  rest: { ko: "쉼", en: "Rest" },
  diagram: {
    ko: (name: string, strings: string, capo: number) =>
      `${name} 코드 잡는 법${capo > 0 ? ` (카포 ${capo})` : ""}. 6번 줄(낮은 미)부터: ${strings}`,
    en: (name, strings, capo) =>
      `How to hold ${name}${capo > 0 ? `, capo at fret ${capo}` : ""}. From the low E string: ${strings}`,
  },
  muted: { ko: "치지 않음", en: "muted" },
  open: { ko: "개방현", en: "open" },
  fret: { ko: (n: number) => `${n}프렛`, en: (n) => `fret ${n}` },
});
