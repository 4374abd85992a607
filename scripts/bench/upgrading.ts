/** Updating a large database that 0.3.0 wrote, with its copy in `backups/`, until it is open. */
import { Database } from "bun:sqlite";
import { join } from "node:path";
import { databaseFile, openStore } from "../../src/store/open.ts";
import { writeOld } from "../../test/store/written-by/open.ts";
import { temporaryFolder } from "../../test/support/class.ts";
import { figure, median, type Row } from "./rounds.ts";

export async function upgrade(rounds: number): Promise<Row[]> {
  const events = Number(process.env.BENCH_EVENTS ?? 1_000_000);
  const times: number[] = [];
  for (let round = 0; round < Math.min(rounds, 3); round++) {
    using folder = temporaryFolder();
    writeOld("0.3.0", folder.path);
    fill(join(folder.path, databaseFile), events);
    const begun = performance.now();
    openStore(folder.path)[Symbol.dispose]();
    times.push((performance.now() - begun) / 1000);
  }
  return [
    { measured: `update a database with ${figure(events)} events, s`, cells: { lectern: figure(median(times)) } },
  ];
}

/** Adds events, each with the answer to its command, as 0.3.0 wrote them. */
function fill(file: string, events: number): void {
  using sqlite = new Database(file);
  sqlite.run("PRAGMA synchronous = OFF");
  const { id } = sqlite.query("SELECT id FROM sessions ORDER BY id DESC LIMIT 1").get() as { id: string };
  const event = sqlite.prepare(
    "INSERT INTO events (session_id, seq, at, type, actor, data) VALUES (?, ?, ?, 'feedback.given', 'p', ?)",
  );
  const answer = sqlite.prepare(
    "INSERT INTO answers (session_id, participant_id, client_id, answer) VALUES (?, 'p', ?, ?)",
  );
  sqlite.transaction(() => {
    for (let seq = 1001; seq <= 1000 + events; seq++) {
      event.run(id, seq, seq, '{"feedback_type":"OK","participant_id":"p","subtask_id":null}');
      answer.run(id, `c${seq}`, '{"result":{"feedback_type":"OK"}}');
    }
  })();
}
