/** Texts of polls. */
import { withHint } from "../language.ts";
import type { FeatureTexts } from "./feature-texts.ts";

export const polls = {
  optional: "on",
  switch: {
    ko: withHint("투표와 퀴즈", "학생이 휴대폰으로 투표하고 결과를 함께 봐요"),
    en: withHint("Polls and quizzes", "Students vote on their phones and see the results together"),
  },
  faults: {
    poll_not_found: { ko: "이 투표는 더 이상 없어요.", en: "This poll no longer exists." },
    poll_closed: { ko: "지금은 투표할 수 없어요.", en: "This poll is not open." },
    poll_wrong_status: {
      ko: "이 투표의 상태가 그사이 바뀌었어요. 다시 확인해 주세요.",
      en: "The poll has changed in the meantime. Look again.",
    },
    word_not_found: {
      ko: "이 투표에는 그 낱말이 없어요.",
      en: "Nobody has written this word in the poll.",
    },
    vote_final: {
      ko: "퀴즈에서는 처음 고른 답만 인정돼요.",
      en: "In a quiz, your first answer counts. It cannot be changed.",
    },
    too_many_polls: {
      ko: "한 수업에는 투표를 100개까지 만들 수 있어요. 먼저 하나를 지워 주세요.",
      en: "A class can have 100 polls. Remove one first.",
    },
  },
  settings: {
    title: { ko: "투표와 퀴즈", en: "Polls and quizzes" },
    podium: {
      ko: withHint("순위 보이기", "퀴즈에서 1~3위가 누구인지 학생에게 보여요"),
      en: withHint("Podium", "Students see who has the first three places in a quiz"),
    },
    teams: { ko: "팀 퀴즈 (팀은 이 수업의 모둠이에요)", en: "Teams in quizzes (the groups of the class)" },
    teamsOff: { ko: "팀 없이", en: "No teams" },
    teamsAverage: { ko: "팀원 점수의 평균", en: "The average of the members' points" },
    teamsSum: { ko: "팀원 점수의 합", en: "The sum of the members' points" },
  },
} satisfies FeatureTexts<"polls">;
