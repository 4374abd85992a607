/** A sample lesson: a budget in a spreadsheet, from typing numbers to a chart. */
import type { Sample } from "./sample.ts";

export const spreadsheet: Sample = {
  en: {
    title: "A class trip in a spreadsheet",
    about:
      "Sums, copied formulas, a fixed cell and a chart. Works in Excel, LibreOffice and Google Sheets. About 45 minutes.",
    steps: [
      {
        title: "Open an empty sheet",
        action: "Open the program",
        guide:
          "Open Excel, LibreOffice Calc or Google Sheets with an empty sheet.\n\nColumns have letters, rows have numbers: the cell at the top left is A1.",
      },
      {
        title: "Write the headings",
        action: "Type four headings",
        guide:
          "In row 1: “Item” in A1, “Price” in B1, “People” in C1, “Total” in D1. The Tab key moves to the next cell.",
      },
      {
        title: "Enter the costs",
        action: "Type five rows",
        guide:
          "From row 2 on: Bus 12, Museum 8, Guide 3, Lunch 9.50, Drinks 2. Each item in column A, its price for one person in column B.\n\nWrite numbers only, without a currency sign. Otherwise the program takes them for text.",
      },
      {
        title: "Write the number of people once",
        action: "Fill in G1",
        guide:
          "Write “People” in F1 and 24 in G1. In C2 type =G1 and press Enter: the cell shows 24.\n\nA formula always begins with an equals sign.",
      },
      {
        title: "Fix a cell with $",
        action: "Write $G$1",
        guide:
          "Drag the small square at the corner of C2 down to C6. The result is wrong: =G1 becomes =G2, =G3 and so on, because a copied formula moves along.\n\nChange C2 to =$G$1 and drag it down again. Now every row says 24.",
      },
      {
        title: "Multiply",
        action: "Fill column D",
        guide:
          "In D2 type =B2*C2 and drag it down to D6. The star means “times”. Here it is right that the rows move along.",
      },
      {
        title: "Add everything up",
        action: "Write a sum",
        guide:
          "Write “Sum” in A8 and =SUM(D2:D6) in D8. The colon means “from … to”.\n\nThe result is 828. A different number? Compare B2 to B6 with your neighbour.",
      },
      {
        title: "What does one person pay?",
        action: "Divide",
        guide:
          "Write “Per person” in A9 and =D8/$G$1 in D9. Format the prices as currency (Ctrl + Shift + 4, or the button with the coin).",
      },
      {
        title: "Ask “what if”",
        action: "Change G1",
        guide:
          "Two students are ill: change G1 to 22. Everything is computed again.\n\nThe bus costs 288 in any case, however many come. Change its row: what does one person pay now? Write it in the chat.",
      },
      {
        title: "Draw a chart",
        action: "Insert a chart",
        guide:
          "Select A1 to A6, hold Ctrl and select D1 to D6. Insert → Chart → Bars. Give it a title with the unit.\n\nWhich item costs the most? Could a pie chart show it better? Why, or why not?",
      },
      {
        title: "Save and hand in",
        action: "Save the file",
        guide: "Save the file as “trip” with your name. Then press “Done”.",
      },
    ],
  },
  ko: {
    title: "스프레드시트로 체험 학습 계획하기",
    about: "합계, 수식 복사, 셀 고정, 차트까지 해 봐요. 엑셀, 리브레오피스, 구글 시트에서 돼요. 45분쯤 걸려요.",
    steps: [
      {
        title: "빈 시트 열기",
        action: "프로그램 열기",
        guide:
          "엑셀, 리브레오피스 Calc, 구글 시트 중 하나에서 빈 시트를 여세요.\n\n열에는 글자, 행에는 숫자가 있어요. 왼쪽 위 칸이 A1이에요.",
      },
      {
        title: "제목 쓰기",
        action: "제목 네 개 쓰기",
        guide: "1행에 써요. A1에 ‘항목’, B1에 ‘금액’, C1에 ‘인원’, D1에 ‘합계’. Tab 키를 누르면 다음 칸으로 가요.",
      },
      {
        title: "비용 넣기",
        action: "다섯 줄 쓰기",
        guide:
          "2행부터 써요. 버스 12000, 박물관 8000, 해설 3000, 점심 9500, 음료 2000. 항목은 A열, 한 사람 금액은 B열이에요.\n\n숫자만 쓰세요. ‘원’을 붙이면 글자로 알아들어요.",
      },
      {
        title: "인원은 한 번만 쓰기",
        action: "G1 채우기",
        guide:
          "F1에 ‘인원’, G1에 24를 쓰세요. C2에 =G1을 쓰고 Enter를 누르면 24가 보여요.\n\n수식은 언제나 등호(=)로 시작해요.",
      },
      {
        title: "$로 칸 고정하기",
        action: "$G$1 쓰기",
        guide:
          "C2 모서리의 작은 네모를 C6까지 끌어 보세요. 결과가 이상해요. 복사한 수식은 함께 움직여서 =G1이 =G2, =G3으로 바뀌기 때문이에요.\n\nC2를 =$G$1로 고치고 다시 끌어 내리세요. 이제 모든 줄이 24예요.",
      },
      {
        title: "곱하기",
        action: "D열 채우기",
        guide: "D2에 =B2*C2를 쓰고 D6까지 끌어 내리세요. 별표는 곱하기예요. 이번에는 줄을 따라 바뀌는 것이 맞아요.",
      },
      {
        title: "모두 더하기",
        action: "합계 쓰기",
        guide:
          "A8에 ‘총액’, D8에 =SUM(D2:D6)을 쓰세요. 쌍점은 ‘부터 … 까지’라는 뜻이에요.\n\n828000이 나와야 해요. 다르면 B2부터 B6까지 짝과 비교해 보세요.",
      },
      {
        title: "한 사람은 얼마일까요?",
        action: "나누기",
        guide: "A9에 ‘1인당’, D9에 =D8/$G$1을 쓰세요. 금액 칸은 통화 서식으로 바꿔 보세요.",
      },
      {
        title: "‘만약’을 계산하기",
        action: "G1 바꾸기",
        guide:
          "두 명이 아파서 못 가요. G1을 22로 바꾸면 모두 다시 계산돼요.\n\n버스는 몇 명이 가도 288000원이에요. 버스 줄을 고쳐 보세요. 이제 한 사람은 얼마를 내나요? 채팅에 써 보세요.",
      },
      {
        title: "차트 그리기",
        action: "차트 넣기",
        guide:
          "A1부터 A6까지 고르고, Ctrl을 누른 채 D1부터 D6까지 고르세요. 삽입 → 차트 → 막대. 제목에 단위도 쓰세요.\n\n가장 비싼 항목은 무엇인가요? 원그래프가 더 알맞을까요? 이유도 생각해 보세요.",
      },
      {
        title: "저장하고 내기",
        action: "파일 저장하기",
        guide: "파일을 ‘체험학습’과 내 이름으로 저장하고 ‘완료했어요’를 누르세요.",
      },
    ],
  },
};
