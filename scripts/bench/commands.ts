/** Commands that are on disk before they are answered: 200 students send, each 8 at a time. */
import { framesOf, openContest } from "./contestants.ts";
import { inTurns, type Row, rowsOf } from "./rounds.ts";
import { quiet } from "./servers.ts";

const students = Number(process.env.BENCH_STUDENTS ?? 200);
/** Commands of each student in a round. */
const each = 40;

/** What students send: their progress, and whether they understood. */
const kinds = {
  "progress reports": {
    make: (subtask_id: number | undefined) => ({
      type: "progress.update",
      data: { subtask_id, status: "in_progress" },
    }),
    event: "progress.updated",
    to: "sender",
  },
  "presses of understood": {
    make: () => ({ type: "feedback.give", data: { feedback_type: "OK" } }),
    event: "feedback.given",
    to: "teacher",
  },
} as const;

export async function commands(rounds: number, against: string | undefined): Promise<Row[]> {
  const rows: Row[] = [];
  for (const [name, { make, event, to }] of Object.entries(kinds)) {
    const commandOf = (lesson: { subtasks: readonly { id: number }[] }) => make(lesson.subtasks[0]?.id);
    await using contest = await openContest({
      students,
      against,
      controls: ["durable"],
      frames: (of) => framesOf(of, { by: "student", command: commandOf(of.made.lesson), event, to }),
    });
    const { clients, names, entrant } = contest;
    for (const name of names) await clients.connect({ name, ...pick(entrant(name)) });
    await quiet();
    const command = commandOf(contest.class.lesson);
    for (const window of [1, 8]) {
      const taken = await inTurns(names, rounds, (name) =>
        contest.take(name, () => clients.ask({ name, each, window, command })),
      );
      rows.push(
        ...rowsOf(`${name} saved, ${students} students, ${window} in flight each`, each * students, taken, "durable"),
      );
    }
  }
  return rows;
}

const pick = ({ url, tokens }: { url: string; tokens: readonly string[] }) => ({ url, tokens });
