/** 20 events a second to 1,000 students: how long until each of them has received an event. */
import { framesOf, openContest } from "./contestants.ts";
import { type Contestant, figure, median, type Row } from "./rounds.ts";
import { quiet } from "./servers.ts";

const students = Number(process.env.BENCH_STUDENTS ?? 1000);
const a_second = 20;

export async function latency(rounds: number, against: string | undefined): Promise<Row[]> {
  const commandOf = (lesson: { subtasks: readonly { id: number }[] }) => ({
    type: "step.start",
    data: { subtask_id: lesson.subtasks[0]?.id },
  });
  await using contest = await openContest({
    students,
    against,
    controls: ["durable"],
    frames: (of) =>
      framesOf(of, { by: "teacher", command: commandOf(of.made.lesson), event: "step.changed", to: "everyone" }),
  });
  const { clients, names, entrant } = contest;
  for (const name of names) await clients.connect({ name, url: entrant(name).url, tokens: entrant(name).tokens });
  await quiet();
  const trigger = commandOf(contest.class.lesson);
  const p99s = new Map<Contestant, number[]>(names.map((name) => [name, []]));
  for (let round = -1; round < rounds; round++) {
    for (const name of round % 2 === 0 ? names : names.toReversed()) {
      const order = { events: a_second, trigger, begins: '{"type":"step.changed"', everyMs: 1000 / a_second };
      const { took = [] } = await clients.publish({ name, window: 1, ...order });
      const sorted = took.toSorted((a, b) => a - b);
      if (round >= 0) p99s.get(name)?.push(sorted[Math.floor(sorted.length * 0.99)] ?? Number.NaN);
    }
  }
  const cells = Object.fromEntries(Array.from(p99s, ([name, all]) => [name, figure(median(all))]));
  const ratio = median((p99s.get("lectern") ?? []).map((ms, n) => ms / (p99s.get("durable")?.[n] ?? Number.NaN)));
  const measured = `${a_second} events a second to ${figure(students)}, from the sender to a listener, p99, ms`;
  return [{ measured, cells, ratio: ratio.toFixed(2) }];
}
