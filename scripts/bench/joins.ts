/** Joins: students who have a seat connect, and have joined once they have their first frame. */
import { framesOf, openContest } from "./contestants.ts";
import { figure, inTurns, type Row, rowsOf } from "./rounds.ts";
import { quiet, sample } from "./servers.ts";

const students = Number(process.env.BENCH_STUDENTS ?? 2000);

export async function joins(rounds: number, against: string | undefined): Promise<Row[]> {
  await using contest = await openContest({
    students,
    against,
    controls: ["durable", "bare"],
    async frames(of) {
      const command = { type: "feedback.give", data: { feedback_type: "OK" } };
      const frames = await framesOf(of, { by: "student", command, event: "feedback.given", to: "teacher" });
      return {
        ...frames,
        welcome: await sample(of.url, { token: of.made.tokens[1] ?? "", begins: '{"type":"welcome"' }),
      };
    },
  });
  const { clients, names, entrant } = contest;
  const taken = await inTurns(names, rounds, async (name) => {
    const { url, tokens } = entrant(name);
    const [teacher = "", ...others] = tokens;
    await clients.connect({ name: `${name} teacher`, url, tokens: [teacher] });
    const one = await contest.take(name, () =>
      clients.connect({ name, url, tokens: others, begins: '{"type":"welcome"' }),
    );
    await clients.leave({ name });
    await clients.leave({ name: `${name} teacher` });
    // The controls publish nothing after somebody has left.
    if (name === "lectern" || name === "before") await quiet();
    return one;
  });
  return rowsOf(`joins of ${figure(students)} students`, students, taken, "bare");
}
