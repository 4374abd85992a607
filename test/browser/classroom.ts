/** A realistic class, made over the wire: people with names, some ahead, some behind, some stuck. */
import type { Lesson, Participant } from "../../src/domain/session.ts";
import type { Session } from "../../src/features/whole-session.ts";
import type { TestServer } from "../support/class.ts";
import { TestSocket } from "../support/socket.ts";

const lesson = {
  en: {
    title: "First steps with a breadboard",
    steps: [
      ["Unpack the kit", "Lay the board, the red LED, one 220 Ω resistor and two wires in front of you."],
      [
        "Find the power rails",
        "The long rows at the edge are connected along their whole length.\nRed is plus, blue is minus.",
      ],
      [
        "Put in the LED",
        "The long leg of the LED goes to row 10, the short leg to row 11.\n\nIf both legs look the same length, feel for the flat side of the rim: that is minus.",
      ],
      ["Add the resistor", "One end in row 11, the other in the minus rail."],
      ["Connect the battery", "Red wire to plus, black wire to minus. The LED lights up."],
      ["Make it blink", "Touch the wire to the rail and let go. Count how often it blinks in ten seconds."],
    ],
  },
  ko: {
    title: "브레드보드 첫걸음",
    steps: [
      ["키트 꺼내기", "보드, 빨간 LED, 220Ω 저항 하나, 전선 두 개를 앞에 놓으세요."],
      ["전원 줄 찾기", "가장자리의 긴 줄은 끝까지 연결되어 있어요.\n빨강은 +, 파랑은 −예요."],
      [
        "LED 꽂기",
        "LED의 긴 다리는 10번 줄, 짧은 다리는 11번 줄에 꽂으세요.\n\n다리 길이가 같아 보이면 테두리의 평평한 쪽을 찾아보세요. 그쪽이 −예요.",
      ],
      ["저항 연결하기", "한쪽은 11번 줄, 다른 쪽은 − 줄에 꽂으세요."],
      ["건전지 연결하기", "빨간 선은 +, 검은 선은 −에. LED에 불이 켜져요."],
      ["깜빡이게 만들기", "선을 댔다 떼 보세요. 10초 동안 몇 번 깜빡이는지 세어 보세요."],
    ],
  },
} as const;

const names = {
  en: "Amara,Ben,Chloe,Daniel,Elif,Farah,George,Hana,Isaac,Jun,Katya,Leo,Mina,Noah,Olga,Priya,Quentin,Rosa,Samir,Tessa".split(
    ",",
  ),
  ko: "김민준,이서연,박도윤,최지우,정하준,강서윤,조시우,윤지아,장주원,임하은,한지호,오수아,서건우,신다은,권유준,황채원,안현우,송예린,류선우,홍지민".split(
    ",",
  ),
};
const calls = {
  en: ["My LED has two long legs", "", "It does not light up"],
  ko: ["LED 다리 길이가 똑같아요", "", "불이 안 켜져요"],
};

export type Language = keyof typeof lesson;

export interface Classroom extends AsyncDisposable {
  readonly session: Session;
  readonly lesson: Lesson;
  /** Everybody in it, with what their browser would hold. */
  readonly students: readonly { readonly token: string; readonly participant: Participant }[];
}

export interface ClassroomOptions {
  readonly language?: Language;
  /** Lets time pass between one thing and the next, in minutes, if the server uses the test's clock. */
  readonly pass?: (minutes: number) => void;
}

/** A class of `size` on its third step: a few done, some behind, two or three stuck, one away. */
export async function openClassroom(
  at: TestServer,
  size: number,
  { language = "en", pass = () => {} }: ClassroomOptions = {},
): Promise<Classroom> {
  const teacher = await at.teacher();
  const { title, steps } = lesson[language];
  const subtasks = steps.map(([title, guide_text]) => ({ title, guide_text }));
  const made: Lesson = (await at.call("POST", "/api/lessons", teacher, { title, subtasks })).body;
  const session: Session = (await at.call("POST", "/api/sessions", teacher, { title, lesson_id: made.id })).body;
  const url = `${at.url}/ws/live/${session.code}`;
  const board = await TestSocket.open(url, teacher);
  const sockets = [board];
  const students: { token: string; participant: Participant }[] = [];
  const start = async (step: number) => {
    board.send({ type: "step.start", id: `start-${step}`, data: { subtask_id: made.subtasks[step]?.id } });
    await board.until("ok");
  };
  const say = async (n: number, type: string, step: number, data: Record<string, unknown> = {}) => {
    const socket = sockets[n + 1];
    socket?.send({ type, id: `${type}-${n}-${step}`, data: { subtask_id: made.subtasks[step]?.id, ...data } });
    await socket?.until("ok");
  };

  for (let n = 0; n < size; n++) {
    const round = Math.floor(n / names[language].length);
    const nickname = `${names[language][n % names[language].length]}${round ? ` ${round + 1}` : ""}`;
    const seat = (await at.call("POST", `/api/sessions/${session.code}/join`, undefined, { nickname })).body;
    students.push(seat);
    sockets.push(await TestSocket.open(url, seat.token));
  }
  const everyone = students.map((_, n) => n);
  const isSlow = (n: number) => n % 6 === 4;
  pass(2);
  await start(0);
  pass(3);
  await Promise.all(everyone.map((n) => say(n, "step.complete", 0)));
  pass(1);
  await start(1);
  await Promise.all(
    everyone.map((n) => (isSlow(n) ? say(n, "progress.update", 1, { status: "started" }) : say(n, "step.complete", 1))),
  );
  pass(4);
  await start(2);
  const onThird = everyone.filter((n) => !isSlow(n));
  await Promise.all(onThird.map((n) => say(n, "progress.update", 2, { status: "started" })));
  await Promise.all(onThird.filter((n) => n % 2 === 1).map((n) => say(n, "step.complete", 2)));
  for (const [at, message] of calls[language].entries()) {
    const n = at * 5 + 2;
    pass(3 - at);
    if (n < size) await say(n, "help.request", 2, { message });
  }
  await sockets.at(-1)?.[Symbol.asyncDispose]();
  pass(1);
  return {
    session,
    lesson: made,
    students,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.close();
    },
  };
}
