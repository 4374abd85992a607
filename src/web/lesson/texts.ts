/** Texts of the lesson editor. */
import { defineTexts } from "../language.ts";

export const texts = defineTexts({
  newTitle: { ko: "새 수업안", en: "New lesson" },
  editTitle: { ko: "수업안", en: "Lesson" },
  name: { ko: "수업안 제목", en: "Title of the lesson" },
  namePlaceholder: { ko: "다섯 단계로 만드는 첫 GIF", en: "Your first GIF in five steps" },
  steps: { ko: "단계", en: "Steps" },
  stepTitle: { ko: (n: number) => `${n}단계 제목`, en: (n) => `Step ${n}` },
  guideFor: { ko: (n: number) => `${n}단계 안내 글`, en: (n) => `Guide text for step ${n}` },
  addGuide: { ko: "안내 글", en: "Guide text" },
  add: { ko: "단계 추가", en: "Add a step" },
  pasteHint: {
    ko: "목록을 붙여 넣으면 한 줄이 한 단계가 되고, 들여 쓴 줄은 안내 글이 돼요. Enter를 누르면 단계가 추가되고, Alt와 ↑ ↓로 옮길 수 있어요.",
    en: "Paste a list: each line becomes a step, indented lines its guide text. Enter adds one, Alt with ↑ ↓ moves it.",
  },
  up: { ko: (n: number) => `${n}단계 위로`, en: (n) => `Move step ${n} up` },
  down: { ko: (n: number) => `${n}단계 아래로`, en: (n) => `Move step ${n} down` },
  drag: { ko: (n: number) => `${n}단계 끌기`, en: (n) => `Drag step ${n}` },
  remove: { ko: (n: number) => `${n}단계 지우기`, en: (n) => `Delete step ${n}` },
  removed: { ko: (title: string) => `‘${title}’ 단계를 지웠어요`, en: (title) => `“${title}” deleted` },
  undo: { ko: "되돌리기", en: "Undo" },
  moved: { ko: (n: number) => `${n}단계로 옮겼어요`, en: (n) => `Moved to step ${n}` },
  preview: { ko: "학생에게 보이는 모습", en: "As a student sees it" },
  save: { ko: "저장", en: "Save" },
  saving: {
    saved: { ko: "저장했어요", en: "Saved" },
    unsaved: { ko: "아직 저장하지 않았어요", en: "Not saved yet" },
    saving: { ko: "저장하는 중 …", en: "Saving …" },
  },
  failed: { ko: "저장하지 못했어요", en: "Not saved" },
  titleMissing: { ko: "수업안 제목을 적어 주세요.", en: "Enter a title for the lesson." },
  delete: { ko: "수업안 지우기", en: "Delete lesson" },
  deleteAsk: {
    ko: "이 수업안을 지울까요? 이미 쓰는 수업은 그대로예요.",
    en: "Delete this lesson? Classes that use it keep their copy.",
  },
  use: { ko: "저장하고 수업에 쓰기", en: "Save and use in the class" },
  toClass: { ko: "수업으로 돌아가기", en: "Back to the class" },
  found: {
    restored: { ko: "지난번에 저장하지 않은 내용을 불러왔어요.", en: "Your unsaved changes from last time are here." },
    outdated: {
      ko: "지난번에 저장하지 않은 내용을 불러왔어요. 그 뒤에 다른 곳에서 이 수업안을 저장했어요. 지금 저장하면 그 내용을 덮어써요.",
      en: "Your unsaved changes from last time are here. The lesson has been saved elsewhere since. Saving now replaces that version.",
    },
  },
  conflict: {
    ko: "그사이 다른 곳에서 이 수업안을 저장했어요. 여기서 고친 내용은 아직 저장하지 않았어요. 다시 저장하면 그 내용을 덮어써요.",
    en: "The lesson was saved elsewhere in the meantime. Your changes are not saved yet. Saving again replaces that version.",
  },
  undoEdit: { ko: "마지막 변경 되돌리기", en: "Undo the last change" },
  startClass: { ko: "이 수업안으로 수업 열기", en: "Open a class with it" },
  discard: { ko: "바꾼 내용 버리기", en: "Discard the changes" },
  notKept: {
    ko: "아직 저장하지 않았어요. 이 브라우저에는 남지 않으니 나가기 전에 저장해 주세요.",
    en: "Not saved yet. This browser cannot keep your changes: save before you leave.",
  },
  noTitle: { ko: "제목 없는 단계", en: "Untitled step" },
});
