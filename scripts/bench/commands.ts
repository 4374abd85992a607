/** Commands that are on disk before they are answered: 200 students send, each 8 at a time. */
import { framesOf, openContest } from "./contestants.ts";
import { inTurns, type Row, rowsOf } from "./rounds.ts";
import { type Class, post, quiet } from "./servers.ts";

const students = Number(process.env.BENCH_STUDENTS ?? 200);
/** The results are published five times a second, to the teacher and to every student. */
const poll = {
  kind: "choice",
  question: "7 x 8?",
  options: [{ text: "54" }, { text: "56" }],
  results: "live",
  open: true,
};

interface Kind {
  /** Commands of each student in a round. */
  readonly each: number;
  readonly make: (subtask_id: number | undefined) => object;
  /** What the class needs for it. */
  readonly prepare?: (of: { url: string; made: Class }) => Promise<unknown>;
  readonly event: string;
  /** Who receives the event. */
  readonly to: "sender" | "teacher";
}

/** What students send: their progress, whether they understood, and their votes. */
const kinds: Readonly<Record<string, Kind>> = {
  "progress reports": {
    each: 40,
    make: (subtask_id: number | undefined) => ({
      type: "progress.update",
      data: { subtask_id, status: "in_progress" },
    }),
    event: "progress.updated",
    to: "sender",
  },
  "presses of understood": {
    each: 40,
    make: () => ({ type: "feedback.give", data: { feedback_type: "OK" } }),
    event: "feedback.given",
    to: "teacher",
  },
  votes: {
    // A student may vote 2,000 times an hour.
    each: 20,
    prepare: ({ url, made: { session, tokens } }) => post(url, `/api/sessions/${session.code}/polls`, poll, tokens[0]),
    make: () => ({ type: "poll.vote", data: { poll_id: 1, choices: [2] } }),
    event: "poll.voted",
    to: "sender",
  },
};

export async function commands(rounds: number, against: string | undefined): Promise<Row[]> {
  const rows: Row[] = [];
  for (const [name, { each, make, prepare, event, to }] of Object.entries(kinds)) {
    const commandOf = (lesson: { subtasks: readonly { id: number }[] }) => make(lesson.subtasks[0]?.id);
    await using contest = await openContest({
      students,
      against,
      controls: ["durable"],
      prepare,
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
