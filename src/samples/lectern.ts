/** The lesson of the demo class: it explains Lectern while the teacher tries it. */
import type { Sample } from "./sample.ts";

export const lectern: Sample = {
  en: {
    title: "A first class with Lectern",
    about: "Explains Lectern while you try it with simulated students.",
    steps: [
      {
        title: "Look at the board",
        action: "Watch",
        guide:
          "Each tile is one student. A tile says which step the student is on and for how long.\n\nThe students in this class are simulated: they arrive, press and write like a real class. Wait until most of them press “Done”.",
      },
      {
        title: "Move the class on",
        action: "Press Next",
        guide:
          "“Next” (or the space bar) moves everybody to this step at the same time.\n\nA student who is not ready keeps the earlier step open and sees the way to this one. On the board that student is “Behind”.",
      },
      {
        title: "Help those who are stuck",
        action: "Press Helped",
        guide:
          "A student who presses “I'm stuck” moves to the front of the board and into the queue on the right, with the message they wrote.\n\nPress “Helped” after you have been there. Two or three students wait for it now.",
      },
      {
        title: "Ask how it is going",
        action: "Look at the gauge",
        guide:
          "Students press “Understood” or “Hard” at any time. The gauge below the board counts the last minute.\n\nIf many find a step hard, the page says so: then explain it once more, or slow down.",
      },
      {
        title: "Answer a question",
        action: "Press Answered",
        guide:
          "Questions are sorted by likes, so you see first what many want to know.\n\nAnswer aloud and press “Answered”, write a reply, or hide a question.",
      },
      {
        title: "Write to everybody",
        action: "Write in the chat",
        guide:
          "Open “Chat” and write a line: everybody reads it, and some reply.\n\nFor something that nobody should miss, use “Important”: it stays on every phone until it is put away.",
      },
      {
        title: "Take a break",
        action: "Press Pause",
        guide:
          "“Pause” stops the class: nobody can complete a step, but everyone can still write and ask.\n\nPress “Resume” and watch how the class continues where it was.",
      },
      {
        title: "Join with your own phone",
        action: "Scan the code",
        guide:
          "Show the code full-screen and scan it with your phone. Enter a name: your phone is now one more student.\n\nPress “Done” on the phone and look for your tile. If the phone does not get in, press “A phone cannot get in?” below the code.",
      },
      {
        title: "End the class and read its report",
        action: "Press End class",
        guide:
          "“End class” closes the class for everyone. The report has the attendance, the progress by step, the questions and the calls for help, and it prints on paper.\n\nThen write a lesson of your own: “New lesson”, one step per line. This class can be deleted with one press in your list.",
      },
    ],
  },
  ko: {
    title: "Lectern으로 하는 첫 수업",
    about: "가상 학생들과 함께 써 보면서 Lectern을 알아봐요.",
    steps: [
      {
        title: "칠판 보기",
        action: "보기",
        guide:
          "타일 하나가 학생 한 명이에요. 몇 단계를 얼마나 오래 하고 있는지 적혀 있어요.\n\n이 수업의 학생들은 가상 학생이에요. 진짜 교실처럼 들어오고, 누르고, 글을 써요. 대부분이 ‘완료했어요’를 누를 때까지 기다려 보세요.",
      },
      {
        title: "다음 단계로 넘어가기",
        action: "다음 누르기",
        guide:
          "‘다음’(또는 스페이스 바)을 누르면 모두가 동시에 이 단계로 넘어와요.\n\n아직 끝내지 못한 학생은 하던 단계를 그대로 보면서 이 단계로 올 수 있어요. 칠판에는 ‘뒤처짐’으로 보여요.",
      },
      {
        title: "막힌 학생 돕기",
        action: "해결했어요 누르기",
        guide:
          "‘막혔어요’를 누른 학생은 칠판 맨 앞과 오른쪽 도움 요청 목록에 나타나요. 쓴 글도 함께 보여요.\n\n도와준 다음 ‘해결했어요’를 누르세요. 지금 두세 명이 기다리고 있을 거예요.",
      },
      {
        title: "잘 따라오는지 보기",
        action: "이해도 보기",
        guide:
          "학생들은 언제든지 ‘이해했어요’나 ‘어려워요’를 누를 수 있어요. 칠판 아래에 최근 1분의 결과가 보여요.\n\n어려워하는 학생이 많으면 화면에 알려 줘요. 그때 한 번 더 설명하거나 천천히 하세요.",
      },
      {
        title: "질문에 답하기",
        action: "답변했어요 누르기",
        guide:
          "질문은 공감이 많은 순서로 보여서, 많은 학생이 궁금해하는 것부터 볼 수 있어요.\n\n말로 답하고 ‘답변했어요’를 누르거나, 글로 답하거나, 숨길 수 있어요.",
      },
      {
        title: "모두에게 글 쓰기",
        action: "채팅에 쓰기",
        guide:
          "‘채팅’을 열고 한 줄 써 보세요. 모두가 읽고, 몇 명은 답해요.\n\n꼭 봐야 하는 내용은 ‘중요’로 보내세요. 학생이 닫을 때까지 모든 휴대폰에 남아 있어요.",
      },
      {
        title: "잠시 쉬기",
        action: "멈추기 누르기",
        guide:
          "‘멈추기’을 누르면 아무도 단계를 끝낼 수 없지만, 글을 쓰고 질문할 수는 있어요.\n\n‘다시 시작’을 누르고 수업이 이어지는 모습을 보세요.",
      },
      {
        title: "내 휴대폰으로 들어와 보기",
        action: "코드 찍기",
        guide:
          "수업 코드를 크게 띄우고 휴대폰으로 QR 코드를 찍어 보세요. 이름을 쓰면 내 휴대폰도 학생 한 명이 돼요.\n\n휴대폰에서 ‘완료했어요’를 누르고 내 타일을 찾아보세요. 접속이 안 되면 코드 아래의 ‘휴대폰으로 접속이 안 되나요?’를 누르세요.",
      },
      {
        title: "수업 끝내고 보고서 보기",
        action: "수업 끝내기 누르기",
        guide:
          "‘수업 끝내기’를 누르면 모두의 수업이 끝나요. 보고서에는 출석, 단계별 진행, 질문, 도움 요청이 담겨 있고 종이로 인쇄할 수 있어요.\n\n이제 내 수업안을 써 보세요. ‘새 수업안’을 누르고 한 줄에 한 단계씩 쓰면 돼요. 이 체험 수업은 목록에서 한 번 눌러 지울 수 있어요.",
      },
    ],
  },
};
