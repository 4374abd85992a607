/** Events delivered to a whole class: the teacher changes the step, and everybody receives it. */
import { framesOf, openContest } from "./contestants.ts";
import { type Contestant, figure, inTurns, type Row, rowsOf } from "./rounds.ts";
import { quiet } from "./servers.ts";

/** How many listeners, how many events are in flight at a time, and how many are sent in a round. */
const crowds = [
  { listeners: 100, windows: { 1: 100, 8: 400 } },
  { listeners: 1000, windows: { 1: 30, 8: 120 } },
  { listeners: 5000, windows: { 1: 8, 8: 32 } },
];
/** How many events are sent to the teacher alone first, so that most JavaScript is compiled: that takes 0.6 s of CPU, once. */
const first = 16_000;

export async function deliveries(rounds: number, against: string | undefined): Promise<Row[]> {
  const rows: Row[] = [];
  const largest = Number(process.env.BENCH_LISTENERS ?? 5000);
  for (const { listeners, windows } of crowds) {
    if (listeners > largest) continue;
    const commandOf = (lesson: { subtasks: readonly { id: number }[] }) => ({
      type: "step.start",
      data: { subtask_id: lesson.subtasks[0]?.id },
    });
    await using contest = await openContest({
      students: listeners - 1,
      against,
      // With a fourth server, the sockets of 5,000 listeners are more than a process may open by default.
      controls: against === undefined ? ["durable", "bare"] : ["durable"],
      frames: (of) =>
        framesOf(of, { by: "teacher", command: commandOf(of.made.lesson), event: "step.changed", to: "everyone" }),
    });
    const { clients, names, entrant } = contest;
    const trigger = commandOf(contest.class.lesson);
    const publish = (name: Contestant, events: number, window: number) =>
      clients.publish({ name, events, window, trigger, begins: '{"type":"step.changed"' });
    for (const name of names) {
      const { url, tokens } = entrant(name);
      await clients.connect({ name, url, tokens: tokens.slice(0, 1) });
      await publish(name, first, 8);
      await clients.leave({ name });
      await clients.connect({ name, url, tokens });
    }
    await quiet();
    for (const [window, events] of Object.entries(windows)) {
      const taken = await inTurns(names, rounds, (name) =>
        contest.take(name, () => publish(name, events, Number(window))),
      );
      rows.push(
        ...rowsOf(`deliveries to ${figure(listeners)}, ${window} in flight`, events * listeners, taken, "durable"),
      );
    }
  }
  return rows;
}
