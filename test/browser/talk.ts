/** What a class sends over the wire besides its steps: feedback, questions with likes and answers, chat. */
import type { TestServer } from "../support/class.ts";
import type { Classroom } from "./classroom.ts";

export async function talk(at: TestServer, room: Classroom, pass: (minutes: number) => void): Promise<void> {
  const teacher = await at.teacher();
  const path = `/api/sessions/${room.session.code}`;
  const by = (n: number) => room.students[n % room.students.length]?.token;
  const post = async (what: string, token: string | undefined, body?: object, method = "POST") => {
    const { status, body: answer } = await at.call(method, `${path}/${what}`, token, body);
    if (status >= 300) throw new Error(`${method} ${what}: ${status} ${JSON.stringify(answer)}`);
    return answer;
  };
  const course: [ok: number, hard: number][] = [
    [5, 1],
    [4, 2],
    [2, 5],
    [1, 7],
    [3, 4],
    [6, 2],
    [8, 1],
  ];
  for (const [ok, hard] of course) {
    pass(2);
    for (let n = 0; n < ok + hard; n++) await post("feedback", by(n), { feedback_type: n < ok ? "OK" : "HARD" });
  }
  const ask = async (n: number, text: string) => (await post("questions", by(n), { text })).question_id as number;
  const red = await ask(1, "Is red always plus?");
  await ask(3, "What happens without the resistor?");
  for (const n of [4, 5]) await post(`questions/${red}/like`, by(n), undefined, "PUT");
  await post(`questions/${red}/answer`, teacher, { text: "Nearly always. Look for the sign on the board." });
  await post("messages", by(0), { content: "Mine blinks!" });
  await post("messages", by(6), { content: "<img src=x onerror=alert(1)>" });
  await post("messages", teacher, { content: "Well done, all of you." });
}
