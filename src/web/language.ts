/** The language of the pages (the browser's, unless the user chooses the other one), and the texts in that language. */
import { computed, effect, type ReadonlySignal, signal } from "@preact/signals";
import { recall, remember } from "./memory.ts";

const languages = ["ko", "en"] as const;
export type Language = (typeof languages)[number];

const isLanguage = (tag: string | undefined): tag is Language => languages.some((language) => language === tag);
const preferred = (): Language => {
  const chosen = recall("language");
  if (isLanguage(chosen)) return chosen;
  return navigator.languages.map((tag) => tag.slice(0, 2)).find(isLanguage) ?? "en";
};

export const language = signal<Language>(preferred());

/** The locale of dates and times: the browser's, if it belongs to the page's language, else the language itself. */
export const locale = (): string => navigator.languages.find((tag) => tag.startsWith(language.value)) ?? language.value;

/** Switches to the other language and stores the choice. */
export function switchLanguage(): void {
  language.value = language.value === "ko" ? "en" : "ko";
  remember("language", language.value);
}

effect(() => {
  document.documentElement.lang = language.value;
});

/** One text in every language. The Korean one declares the parameters if it is a function. */
export interface Both<T> {
  readonly ko: T;
  readonly en: NoInfer<T>;
}
/** Texts that belong together. A group has no `ko`, so a text that lacks a language cannot pass for a group. */
type Group<T> = { readonly [Key in keyof T]: Both<T[Key]> } & { readonly ko?: never };
type Texts<T> = { readonly [Key in keyof T]: Both<T[Key]> | Group<T[Key]> };

/*
 * The same noun for the same thing everywhere; Korean in 해요체. English / Korean:
 *
 * class 수업 · lesson 수업안 · step 단계 · guide text 안내 글 · class code 수업 코드 · board (of students) 현황판 · report 수업 보고서
 * teacher 선생님 · student 학생 · guest 손님 · seats 정원 · join 참가 · remove 내보내기 · lock 잠그기
 * help request 도움 요청 · question 질문 · like 공감 · answer 답변 · chat 채팅 · message 메시지 · picture 사진 · understanding 이해도
 * poll 투표 · word 낱말 · quiz 퀴즈 · projector 프로젝터 · timer 타이머 · remote 리모컨 · co-teacher 함께 가르치는 사람 · replay 다시 보기
 * practice 연습 · chord 코드 · pad 코드 판 · capo 카포 · phone 휴대폰 · device 기기
 * quality board 품질 보드 · product 제품 · value 값 · subgroup 부분군 · control chart 관리도 · control limit 관리한계
 * specification 규격 · capability 공정능력 · alert 알림 · priority 중요도
 * save 저장 · edit 고치기 · delete 지우기 · undo 되돌리기 · cancel 취소 · close 닫기 · sign in 로그인
 */

/**
 * The texts of one area, both languages next to each other; `texts.value` has those of the chosen language.
 * Texts can be in groups, one level deep. Each area imports only its own texts and those of `ui`,
 * so that a student's phone does not load the teacher's.
 */
export const defineTexts = <T>(texts: Texts<T>): ReadonlySignal<T> => computed(() => choose(texts) as T);

function choose(texts: object): object {
  const chosen = Object.entries(texts).map(([key, text]) => [key, "ko" in text ? text[language.value] : choose(text)]);
  return Object.fromEntries(chosen);
}

/** A short text, and the sentence that explains it: what happened and what to do next. */
export const withHint = (title: string, hint: string): readonly [string, string] => [title, hint];

/** A number as the chosen language writes it. */
export const number = (n: number): string => n.toLocaleString(language.value, { maximumFractionDigits: 1 });

/** English: `1st`, `2nd`, `3rd`, `4th`, `11th`, `21st`. */
export function ordinal(n: number): string {
  const isTeen = n % 100 > 10 && n % 100 < 14;
  return `${n}${(isTeen ? undefined : ["th", "st", "nd", "rd"][n % 10]) ?? "th"}`;
}

/** English: `1 step`, `2 steps`; pass `plural` if it is irregular. */
export const count = (n: number, singular: string, plural = `${singular}s`): string =>
  `${number(n)} ${n === 1 ? singular : plural}`;
