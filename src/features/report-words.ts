/** The words of the report's tables in the languages of the pages: titles, headings and the values of a fixed set. */
import type { ReportRow, ReportTables } from "./index.ts";

export type ReportLanguage = "ko" | "en";
type Words = Readonly<Record<ReportLanguage, string>>;

/** The columns whose values are of a fixed set of words. */
type Chosen<R> = {
  readonly [C in keyof R as string extends R[C] ? never : Exclude<R[C], null> extends string ? C : never]: Readonly<
    Record<Exclude<R[C], null> & string, Words>
  >;
};

/** The words of a table with rows `R`, in the order of its columns. */
export interface TableWords<R> {
  readonly title: Words;
  readonly columns: { readonly [C in keyof R]: Words };
  readonly values: Chosen<R>;
}

const name: Words = { ko: "이름", en: "Name" };
const step: Words = { ko: "단계", en: "Step" };
const when: Words = { ko: "시각", en: "Time" };
const status: Words = { ko: "상태", en: "Status" };
const minutes: Words = { ko: "분", en: "Minutes" };

export const reportWords: { readonly [T in keyof ReportTables]: TableWords<ReportRow<T>> } = {
  attendance: {
    title: { ko: "참가한 사람", en: "Attendance" },
    columns: {
      name,
      role: { ko: "역할", en: "Role" },
      status,
      joined_at: { ko: "참가한 시각", en: "Joined" },
      first_seen_at: { ko: "처음 접속한 시각", en: "First seen" },
      last_seen_at: { ko: "마지막으로 접속한 시각", en: "Last seen" },
      minutes: { ko: "접속한 시간(분)", en: "Minutes present" },
    },
    values: {
      role: { INSTRUCTOR: { ko: "선생님", en: "Teacher" }, STUDENT: { ko: "학생", en: "Student" } },
      status: {
        WAITING: { ko: "대기 중", en: "Waiting" },
        ACTIVE: { ko: "참가 중", en: "Present" },
        COMPLETED: { ko: "모두 완료", en: "Finished" },
        DISCONNECTED: { ko: "나감", en: "Left" },
        REMOVED: { ko: "내보냄", en: "Removed" },
      },
    },
  },
  steps: {
    title: { ko: "단계별 진행", en: "Progress by step" },
    columns: {
      step,
      title: { ko: "제목", en: "Title" },
      completed: { ko: "완료한 학생 수", en: "Students who are done" },
      failed: { ko: "하지 못한 학생 수", en: "Students who could not do it" },
    },
    values: {},
  },
  progress: {
    title: { ko: "학생별 진행", en: "Progress by student" },
    columns: { name, step, status, note: { ko: "메모", en: "Note" }, at: when },
    values: {
      status: {
        started: { ko: "시작함", en: "Started" },
        in_progress: { ko: "하는 중", en: "In progress" },
        completed: { ko: "완료", en: "Done" },
        failed: { ko: "하지 못함", en: "Could not do it" },
      },
    },
  },
  help: {
    title: { ko: "도움 요청", en: "Help" },
    columns: {
      name,
      step,
      message: { ko: "내용", en: "Message" },
      created_at: { ko: "요청한 시각", en: "Called" },
      resolved_at: { ko: "해결한 시각", en: "Helped" },
    },
    values: {},
  },
  feedback: {
    title: { ko: "이해도", en: "Understanding" },
    columns: { at: when, ok: { ko: "이해했어요", en: "Understood" }, hard: { ko: "어려워요", en: "Hard" } },
    values: {},
  },
  important: {
    title: { ko: "중요하다고 알린 내용", en: "Marked as important" },
    columns: {
      at: when,
      note: { ko: "내용", en: "Note" },
      capture_url: { ko: "사진 주소", en: "Address of the picture" },
    },
    values: {},
  },
  questions: {
    title: { ko: "질문", en: "Questions" },
    columns: {
      question: { ko: "번호", en: "Number" },
      name,
      text: { ko: "질문", en: "Question" },
      likes: { ko: "공감", en: "Likes" },
      status,
      answer: { ko: "답변", en: "Answer" },
      asked_at: { ko: "질문한 시각", en: "Asked" },
    },
    values: {
      status: {
        open: { ko: "답변 전", en: "Open" },
        answered: { ko: "답변 완료", en: "Answered" },
        hidden: { ko: "숨김", en: "Hidden" },
        waiting: { ko: "승인 대기", en: "Waiting for approval" },
        refused: { ko: "승인하지 않음", en: "Not approved" },
        archived: { ko: "보관함", en: "Archived" },
        merged: { ko: "다른 질문과 합침", en: "Merged" },
      },
    },
  },
  messages: {
    title: { ko: "채팅", en: "Chat" },
    columns: { name, content: { ko: "메시지", en: "Message" }, sent_at: { ko: "보낸 시각", en: "Sent" } },
    values: {},
  },
  polls: {
    title: { ko: "투표", en: "Polls" },
    columns: {
      poll: { ko: "번호", en: "Number" },
      kind: { ko: "종류", en: "Kind" },
      question: { ko: "질문", en: "Question" },
      answer: { ko: "답", en: "Answer" },
      votes: { ko: "표", en: "Votes" },
      voters: { ko: "투표한 사람 수", en: "People who voted" },
      right: { ko: "정답", en: "Correct" },
    },
    values: {
      kind: {
        choice: { ko: "고르기", en: "Choice" },
        scale: { ko: "척도", en: "Scale" },
        rank: { ko: "순위 매기기", en: "Ranking" },
        words: { ko: "낱말", en: "Words" },
        number: { ko: "숫자", en: "Number" },
      },
    },
  },
  quiz: {
    title: { ko: "퀴즈 점수", en: "Quiz points" },
    columns: { name, points: { ko: "점수", en: "Points" } },
    values: {},
  },
  teams: {
    title: { ko: "팀 점수", en: "Team points" },
    columns: {
      team: { ko: "팀", en: "Team" },
      points: { ko: "점수", en: "Points" },
      members: { ko: "팀원 수", en: "Members" },
    },
    values: {},
  },
  picks: {
    title: { ko: "무작위로 뽑힌 학생", en: "Random picks" },
    columns: { name, at: when, status },
    values: {
      status: {
        current: { ko: "지금", en: "Now" },
        done: { ko: "뽑힘", en: "Picked" },
        skipped: { ko: "건너뜀", en: "Passed over" },
      },
    },
  },
  moderation: {
    title: { ko: "수업 관리 기록", en: "Moderation" },
    columns: {
      at: when,
      by: { ko: "처리한 사람", en: "Done by" },
      kind: { ko: "한 일", en: "Action" },
      name,
      text: { ko: "이전 이름 또는 질문", en: "Former name or question" },
      undone_by: { ko: "되돌린 사람", en: "Undone by" },
    },
    values: {
      kind: {
        rename: { ko: "이름을 바꿨어요", en: "Renamed" },
        mute: { ko: "글쓰기를 막았어요", en: "Muted" },
        unmute: { ko: "글쓰기를 다시 허용했어요", en: "Unmuted" },
        lock: { ko: "수업을 잠갔어요", en: "Locked the class" },
        unlock: { ko: "잠금을 풀었어요", en: "Unlocked the class" },
        filter: { ko: "이름 필터를 고쳤어요", en: "Changed the nickname filter" },
        remove: { ko: "내보냈어요", en: "Removed" },
        groups: { ko: "모둠을 바꿨어요", en: "Changed the groups" },
        hide: { ko: "질문을 숨겼어요", en: "Hid a question" },
        approve: { ko: "질문을 승인했어요", en: "Approved a question" },
        refuse: { ko: "질문을 승인하지 않았어요", en: "Did not approve a question" },
        pin: { ko: "질문을 고정했어요", en: "Pinned a question" },
        unpin: { ko: "고정을 풀었어요", en: "Unpinned a question" },
        archive: { ko: "질문을 보관했어요", en: "Archived a question" },
        restore: { ko: "질문을 다시 보이게 했어요", en: "Restored a question" },
        merge: { ko: "질문을 합쳤어요", en: "Merged a question" },
        separate: { ko: "질문을 나눴어요", en: "Separated a question" },
      },
    },
  },
  practice: {
    title: { ko: "연습", en: "Practice" },
    columns: {
      name,
      started_at: { ko: "시작한 시각", en: "Started" },
      ended_at: { ko: "끝난 시각", en: "Ended" },
      ended_by: { ko: "끝난 이유", en: "Ended by" },
      minutes,
      messages: { ko: "보낸 코드 수", en: "Chords sent" },
      chords: { ko: "서로 다른 코드 수", en: "Different chords" },
      changes: { ko: "코드를 바꾼 횟수", en: "Changes" },
      changes_per_minute: { ko: "1분당 바꾼 횟수", en: "Changes per minute" },
      exercise: { ko: "1분 코드 바꾸기", en: "One-minute changes" },
      landings: { ko: "바꾼 횟수", en: "Times changed" },
    },
    values: {
      ended_by: {
        person: { ko: "본인이 끝냄", en: "The player" },
        silence: { ko: "연주가 멈춤", en: "Silence" },
        session: { ko: "수업이 끝남", en: "End of the class" },
        restart: { ko: "서버를 다시 시작함", en: "Restart of the server" },
      },
    },
  },
};

/** The words of the table about the class itself. */
export const classWords = {
  title: { ko: "수업", en: "Class" },
  columns: {
    title: { ko: "제목", en: "Title" },
    code: { ko: "수업 코드", en: "Class code" },
    instructor: { ko: "선생님", en: "Teacher" },
    started_at: { ko: "시작한 시각", en: "Started" },
    ended_at: { ko: "끝난 시각", en: "Ended" },
    made_at: { ko: "보고서를 만든 시각", en: "Report made" },
    time_zone: { ko: "시간대", en: "Time zone" },
  },
  values: {},
} satisfies TableWords<Record<string, string | null>>;

export const yesOrNo: Readonly<Record<ReportLanguage, readonly [no: string, yes: string]>> = {
  ko: ["아니요", "예"],
  en: ["no", "yes"],
};
