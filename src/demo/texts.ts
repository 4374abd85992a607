/** What the simulated students are called and write, in Korean and English. */

export type DemoLanguage = "ko" | "en";

/** The names and sentences of one language. */
export interface DemoTexts {
  readonly names: readonly string[];
  /** With a call for help; an empty one is only the button. */
  readonly stuck: readonly string[];
  readonly questions: readonly string[];
  readonly hello: readonly string[];
  readonly done: readonly string[];
  /** While the class is paused. */
  readonly pause: readonly string[];
  /** After a message of the teacher. */
  readonly reply: readonly string[];
  readonly bye: readonly string[];
}

const ko: DemoTexts = {
  names:
    "김민준 이서연 박도윤 최하은 정시우 강지우 조예준 윤서윤 장주원 임지유 한지호 오채원 서준우 신수아 권현우 황다은 안건우 송유나 전우진 홍소율 유선우 고나은 문서진 양예린 손연우 배시은 백정우 허지안 남승현 심유진 노준혁 하윤아 곽민재 성가은 차은우 주서아 우도현 구하린 민재원 류채은 나태양 진소민 지훈 엄다인 채원준 원지민 천예나 방성민 공유빈 현서호 함지원 변수빈 염태윤 여은서 추하준 도하윤 소민서 석준서 선예원 설아린".split(
      " ",
    ),
  stuck: [
    "어디를 눌러야 하는지 모르겠어요.",
    "제 화면이 앞 화면과 달라요.",
    "",
    "버튼이 안 보여요.",
    "해 봤는데 아무 일도 안 일어나요.",
    "와 주실 수 있어요?",
    "",
    "이 부분 한 번만 더 보여 주세요.",
  ],
  questions: [
    "선생님도 우리가 누른 걸 바로 볼 수 있어요?",
    "집에 가서도 다시 볼 수 있어요?",
    "인터넷이 없어도 되나요?",
    "휴대폰이 꺼지면 처음부터 다시 해야 하나요?",
    "한 단계를 먼저 끝내면 다음으로 넘어가도 되나요?",
    "이름을 바꿀 수 있어요?",
    "제 질문을 다른 학생도 볼 수 있어요?",
    "와이파이가 끊기면 어떻게 돼요?",
    "다음 시간에도 같은 코드로 들어와요?",
    "컴퓨터로도 들어올 수 있어요?",
  ],
  hello: ["안녕하세요!", "안녕하세요, 들어왔어요.", "선생님 안녕하세요 :)", "저 왔어요!", "늦어서 죄송해요."],
  done: ["다 했어요!", "됐다!", "생각보다 쉽네요.", "저 끝났어요. 옆 친구 도와줄게요.", "오, 재미있어요."],
  pause: ["쉬는 시간인가요?", "잠깐 물 마시고 올게요.", "네, 기다릴게요."],
  reply: ["네!", "네, 알겠어요.", "감사합니다!", "네, 보여요."],
  bye: ["감사합니다!", "오늘 재미있었어요.", "다음 시간에 봬요!"],
};

const en: DemoTexts = {
  names:
    "Amelia Noah Olivia Liam Zara Ethan Maya Lucas Chloe Omar Sofia Daniel Grace Leo Hannah Arjun Emma Felix Nina Theo Ruby Kofi Isla Jonas Aisha Max Clara Hugo Priya Oscar Ella Mateo Lucy Samuel Freya Ivan Alice Adam Rosa Henry Leila Jack Eva Diego Mila Victor Anna Tariq June Simon Nora Elias Hazel Ravi Iris Peter Wren Ali Lena Tom".split(
      " ",
    ),
  stuck: [
    "I can't find the button.",
    "My screen looks different from yours.",
    "",
    "I tried it, and nothing happens.",
    "Which one do I press?",
    "Could you come over, please?",
    "",
    "Could you show that part again?",
  ],
  questions: [
    "Can you see right away what we press?",
    "Can I look at this again at home?",
    "Does this work without the internet?",
    "If my phone turns off, do I have to start again?",
    "May I go on if I finish a step early?",
    "Can I change my name?",
    "Can everybody read my questions?",
    "What happens if the Wi-Fi drops?",
    "Do we use the same code next week?",
    "Can I join with a laptop, too?",
  ],
  hello: ["Hello!", "Hi, I'm in.", "Good morning :)", "Here I am!", "Sorry I'm late."],
  done: [
    "Done!",
    "It worked!",
    "That was easier than I thought.",
    "Finished. I can help somebody.",
    "Nice, that's fun.",
  ],
  pause: ["Is this the break?", "Back in a minute, getting some water.", "Okay, waiting."],
  reply: ["Yes!", "Okay, thanks.", "Thank you!", "Yes, I can see it."],
  bye: ["Thank you!", "That was fun today.", "See you next time!"],
};

export const demoTexts: Readonly<Record<DemoLanguage, DemoTexts>> = { ko, en };
