/** A sample lesson: the first circuit on a breadboard, an LED with a resistor and a button. */
import type { Sample } from "./sample.ts";

export const breadboard: Sample = {
  en: {
    title: "Light an LED on a breadboard",
    about: "A first circuit with an LED, a resistor and a button. About 40 minutes.",
    steps: [
      {
        title: "Lay out your parts",
        action: "Count the parts",
        guide:
          "You need: a breadboard, a red LED, a 330 Ω resistor (orange, orange, brown), a push button, four jumper wires and a battery holder with two AA batteries (3 V).\n\nTake the batteries out for now. We connect them last.",
      },
      {
        title: "Find out which holes are connected",
        action: "Look at the rows",
        guide:
          "In the middle, the five holes of a short row (a to e, f to j) are one connection. The groove in the middle separates the left half from the right half.\n\nThe long rails at the edge are connected along their length: + for the battery's plus, − for its minus.",
      },
      {
        title: "Find plus and minus of the LED",
        action: "Feel the legs",
        guide:
          "An LED works in one direction only. The long leg is plus (anode), the short leg is minus (cathode).\n\nIf the legs have been cut: the flat side of the rim is minus.",
      },
      {
        title: "Put the LED in",
        action: "Plug in the LED",
        guide:
          "Long leg into hole e10, short leg into hole e11. The two legs must be in different rows. In the same row they would be short-circuited, and the LED would stay dark.",
      },
      {
        title: "Add the resistor",
        action: "Plug in the resistor",
        guide:
          "One end into a11, the other end into the − rail. It does not matter which way round.\n\nThe resistor limits the current. Without it the LED gets too hot and breaks: (3 V − 2 V) ÷ 330 Ω ≈ 3 mA is enough for a bright light.",
      },
      {
        title: "Connect plus",
        action: "Plug in a wire",
        guide: "Put a wire from the + rail into a10. That is the row of the LED's long leg.",
      },
      {
        title: "Check before you switch on",
        action: "Compare with your neighbour",
        guide:
          "Follow the current with your finger: + rail → wire → row 10 → LED → row 11 → resistor → − rail.\n\nLet your neighbour check it, too. If you are not sure, press “I'm stuck”.",
      },
      {
        title: "Connect the battery",
        action: "Put the batteries in",
        guide:
          "Red wire of the holder to the + rail, black wire to the − rail, then put the batteries in. The LED lights up.\n\nIf it stays dark: turn the LED around, then check that every leg is in the right row.",
      },
      {
        title: "Add the button",
        action: "Build in the button",
        guide:
          "Take the wire out of a10. Put the button across the groove in rows 5 and 7. Then one wire from the + rail to a5 and one from a7 to a10.\n\nNow the LED lights only while you press.",
      },
      {
        title: "Measure and explain",
        action: "Write one sentence",
        guide:
          "What happens with two resistors one after the other? Try it, then write in the chat what changed and why.\n\nAt the end: batteries out, parts back into the bag.",
      },
    ],
  },
  ko: {
    title: "브레드보드로 LED 켜기",
    about: "LED, 저항, 버튼으로 만드는 첫 회로예요. 40분쯤 걸려요.",
    steps: [
      {
        title: "부품 확인하기",
        action: "부품 세기",
        guide:
          "준비물: 브레드보드, 빨간 LED, 330Ω 저항(주황·주황·갈색), 누름 버튼, 점퍼선 4개, AA 건전지 2개가 들어가는 건전지 홀더(3V)\n\n건전지는 아직 빼 두세요. 맨 마지막에 연결해요.",
      },
      {
        title: "어느 구멍끼리 이어져 있는지 알아보기",
        action: "줄 살펴보기",
        guide:
          "가운데의 짧은 가로줄은 구멍 다섯 개(a~e, f~j)가 서로 이어져 있어요. 가운데 홈을 사이에 두고 왼쪽과 오른쪽은 떨어져 있어요.\n\n가장자리의 긴 줄은 끝까지 이어져 있어요. +에는 건전지의 +극, −에는 −극을 연결해요.",
      },
      {
        title: "LED의 +와 − 찾기",
        action: "다리 만져 보기",
        guide:
          "LED는 한 방향으로만 켜져요. 긴 다리가 +, 짧은 다리가 −예요.\n\n다리가 잘려 있으면 테두리를 보세요. 평평한 쪽이 −예요.",
      },
      {
        title: "LED 꽂기",
        action: "LED 꽂기",
        guide:
          "긴 다리는 e10, 짧은 다리는 e11에 꽂으세요. 두 다리는 서로 다른 줄에 있어야 해요. 같은 줄에 꽂으면 두 다리가 바로 이어져서 불이 켜지지 않아요.",
      },
      {
        title: "저항 연결하기",
        action: "저항 꽂기",
        guide:
          "한쪽 끝은 a11에, 다른 쪽 끝은 − 줄에 꽂으세요. 저항은 방향이 없어요.\n\n저항은 전류를 줄여 줘요. 저항이 없으면 LED가 뜨거워져서 망가져요. (3V − 2V) ÷ 330Ω ≈ 3mA면 충분히 밝아요.",
      },
      {
        title: "+ 연결하기",
        action: "점퍼선 꽂기",
        guide: "점퍼선으로 + 줄과 a10을 이으세요. LED의 긴 다리가 있는 줄이에요.",
      },
      {
        title: "켜기 전에 확인하기",
        action: "짝과 비교하기",
        guide:
          "손가락으로 전류가 가는 길을 따라가 보세요. + 줄 → 점퍼선 → 10번 줄 → LED → 11번 줄 → 저항 → − 줄\n\n짝에게도 확인해 달라고 하세요. 잘 모르겠으면 ‘막혔어요’를 누르세요.",
      },
      {
        title: "건전지 연결하기",
        action: "건전지 넣기",
        guide:
          "홀더의 빨간 선은 + 줄, 검은 선은 − 줄에 꽂고 건전지를 넣으세요. LED에 불이 켜져요.\n\n켜지지 않으면 LED를 반대로 꽂아 보고, 다리가 모두 맞는 줄에 있는지 확인하세요.",
      },
      {
        title: "버튼 달기",
        action: "버튼 끼우기",
        guide:
          "a10에 꽂은 점퍼선을 빼세요. 버튼을 가운데 홈에 걸쳐 5번과 7번 줄에 꽂은 다음, 점퍼선으로 + 줄과 a5를, a7과 a10을 이으세요.\n\n이제 버튼을 누르는 동안에만 불이 켜져요.",
      },
      {
        title: "실험하고 설명하기",
        action: "한 문장 쓰기",
        guide:
          "저항 두 개를 이어서 연결하면 어떻게 될까요? 해 보고, 무엇이 왜 달라졌는지 채팅에 써 보세요.\n\n마치면 건전지를 빼고 부품을 봉투에 넣어 주세요.",
      },
    ],
  },
};
