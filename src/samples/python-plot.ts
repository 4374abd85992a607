/** A sample lesson: a first plot with Python, with code to copy. */
import type { Sample } from "./sample.ts";

const load = 'days = ["Mon", "Tue", "Wed", "Thu", "Fri"]\nlow = [4, 6, 5, 8, 7]\nhigh = [11, 13, 10, 16, 15]';
const line = "import matplotlib.pyplot as plt\n\nplt.plot(days, high)\nplt.show()";
const two =
  'plt.plot(days, high, color="tab:red", marker="o", label="high")\nplt.plot(days, low, color="tab:blue", marker="o", label="low")\nplt.show()';
const axes =
  'plt.title("Temperature this week")\nplt.xlabel("day")\nplt.ylabel("temperature in °C")\nplt.ylim(0, 20)\nplt.legend()\nplt.grid(alpha=0.3)\nplt.show()';
const mean =
  'mean = sum(high) / len(high)\nprint(f"mean of the highs: {mean:.1f} °C")\nplt.axhline(mean, color="gray", linestyle="--")';
const bars = "spread = [h - l for h, l in zip(high, low)]\nplt.bar(days, spread)\nplt.show()";
const save = 'plt.savefig("temperature.png", dpi=150, bbox_inches="tight")';

export const pythonPlot: Sample = {
  en: {
    title: "Your first plot in Python",
    about: "From five numbers to a labelled chart with matplotlib. About 45 minutes.",
    steps: [
      {
        title: "Open a notebook",
        action: "Open Jupyter",
        guide:
          "Open Jupyter (or Thonny, or another editor that runs Python) and create a new notebook.\n\nType this line and run it with Shift + Enter. If you see no error, you are ready.",
        code: "import matplotlib",
      },
      {
        title: "Enter the data",
        action: "Copy the code",
        guide:
          "A list is a row of values in square brackets. Text needs quotation marks, numbers do not.\n\nThese are the lowest and highest temperatures of five days.",
        code: load,
      },
      {
        title: "Draw the first line",
        action: "Run the code",
        guide:
          "`plot` takes the values of the x-axis first, then those of the y-axis. `show` displays the picture.\n\nTip: two lists in one plot must have the same length.",
        code: line,
      },
      {
        title: "Two lines in one picture",
        action: "Add the second line",
        guide:
          "Two calls of `plot` before one `show` draw into the same picture. `marker` draws a point for each value, `label` is the name for later.",
        code: two,
      },
      {
        title: "Say what the picture shows",
        action: "Label the axes",
        guide:
          "A chart without units cannot be read. Put these lines before `plt.show()`.\n\nChange the title so that it fits your data.",
        code: axes,
      },
      {
        title: "Compute something",
        action: "Add the mean",
        guide:
          "Python computes, too: the sum of the list divided by its length is the mean. `axhline` draws it as a dashed line.",
        code: mean,
      },
      {
        title: "Another kind of chart",
        action: "Draw bars",
        guide:
          "How much did the temperature change within each day? The expression in square brackets takes the difference for each pair of values.\n\nWhich day stands out? Write it in the chat.",
        code: bars,
      },
      {
        title: "Your own data",
        action: "Change the numbers",
        guide:
          "Replace the numbers with data of your own: your steps this week, the pages you read, the waiting time for the bus.\n\nIf an error appears, read its last line first. It says what is wrong.",
      },
      {
        title: "Save the picture",
        action: "Save it",
        guide:
          "Write this line before `plt.show()`: afterwards the picture would be empty. Find the file in the folder of your notebook.",
        code: save,
      },
      {
        title: "Look back",
        action: "Press Done",
        guide:
          "You can now store values in lists, draw lines and bars, label axes, compute a mean and save a picture.\n\nWas a step too fast? Press “Hard” or write a question: it helps the next class.",
      },
    ],
  },
  ko: {
    title: "파이썬으로 첫 그래프 그리기",
    about: "숫자 다섯 개로 이름 붙은 그래프까지, matplotlib으로 그려요. 45분쯤 걸려요.",
    steps: [
      {
        title: "노트북 열기",
        action: "Jupyter 열기",
        guide:
          "Jupyter(또는 Thonny처럼 파이썬을 실행할 수 있는 편집기)를 열고 새 노트북을 만드세요.\n\n아래 줄을 쓰고 Shift + Enter로 실행해 보세요. 오류가 없으면 준비가 끝났어요.",
        code: "import matplotlib",
      },
      {
        title: "자료 넣기",
        action: "코드 옮기기",
        guide:
          "리스트는 값을 대괄호 안에 차례로 적은 거예요. 글자에는 따옴표가 필요하고 숫자에는 필요 없어요.\n\n닷새 동안의 최저 기온과 최고 기온이에요.",
        code: load,
      },
      {
        title: "첫 선 그리기",
        action: "코드 실행하기",
        guide:
          "`plot`에는 x축의 값을 먼저, y축의 값을 다음에 써요. `show`는 그림을 보여 줘요.\n\n참고: 한 그래프에 쓰는 두 리스트는 길이가 같아야 해요.",
        code: line,
      },
      {
        title: "한 그림에 선 두 개 그리기",
        action: "둘째 선 더하기",
        guide:
          "`show` 앞에 `plot`을 두 번 쓰면 같은 그림에 그려져요. `marker`는 값마다 점을 찍고, `label`은 나중에 보여 줄 이름이에요.",
        code: two,
      },
      {
        title: "무엇을 그렸는지 적기",
        action: "축 이름 쓰기",
        guide:
          "단위가 없는 그래프는 읽을 수 없어요. 아래 줄들을 `plt.show()` 앞에 넣으세요.\n\n제목은 내 자료에 맞게 바꿔 보세요.",
        code: axes,
      },
      {
        title: "계산해 보기",
        action: "평균 더하기",
        guide: "파이썬은 계산도 해요. 리스트의 합을 길이로 나누면 평균이에요. `axhline`은 평균을 점선으로 그려요.",
        code: mean,
      },
      {
        title: "다른 종류의 그래프",
        action: "막대 그리기",
        guide:
          "하루 동안 기온이 얼마나 달라졌을까요? 대괄호 안의 식이 두 값의 차를 하나씩 구해요.\n\n어느 날이 눈에 띄나요? 채팅에 써 보세요.",
        code: bars,
      },
      {
        title: "내 자료로 그리기",
        action: "숫자 바꾸기",
        guide:
          "숫자를 내 자료로 바꿔 보세요. 이번 주의 걸음 수, 읽은 쪽수, 버스를 기다린 시간도 좋아요.\n\n오류가 나면 마지막 줄부터 읽으세요. 무엇이 잘못됐는지 적혀 있어요.",
      },
      {
        title: "그림 저장하기",
        action: "저장하기",
        guide:
          "이 줄은 `plt.show()` 앞에 쓰세요. 뒤에 쓰면 빈 그림이 저장돼요. 파일은 노트북이 있는 폴더에서 찾을 수 있어요.",
        code: save,
      },
      {
        title: "돌아보기",
        action: "완료했어요 누르기",
        guide:
          "이제 값을 리스트에 담고, 선과 막대를 그리고, 축에 이름을 쓰고, 평균을 구하고, 그림을 저장할 수 있어요.\n\n너무 빨랐던 단계가 있나요? ‘어려워요’를 누르거나 질문을 남겨 주세요. 다음 수업에 도움이 돼요.",
      },
    ],
  },
};
