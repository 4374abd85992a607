/** A long class: fills a session's log with what 300 students and their teacher do, as the kernel would write it. */
import type { Lesson, Participant } from "../../src/domain/session.ts";
import type { Entry } from "../../src/store/log.ts";
import { openStore } from "../../src/store/open.ts";

/** Fills the session's log in folder `data` up to `length` entries; gives how many students came in. */
export function fillLog(data: string, session: string, lesson: Lesson, length: number): { people: number } {
  using store = openStore(data);
  const { log } = store;
  const entries = log.since(session, 0, length);
  const last = entries.at(-1);
  const teacher = entries.find(({ type }) => type === "participant.joined")?.data as Participant;
  const students = Array.from({ length: 300 }, (_, n): Participant => {
    const id = `00000000-0000-7000-8000-${String(n + 1).padStart(12, "0")}`;
    return { ...teacher, id, user_id: 1000 + n, nickname: `Student ${n + 1}`, role: "STUDENT" };
  });
  let seq = last?.seq ?? 0;
  let at = last?.at ?? 0;
  const add = (type: string, actor: string | null, data: unknown, card = false) => {
    seq += 1;
    at += 40;
    const entry: Entry = { seq, at, type, actor, data, card };
    log.append(session, entry);
  };
  const instructor = { id: teacher.user_id, name: teacher.nickname };
  const steps = lesson.subtasks;
  let helped = 0;

  log.batch(() => {
    for (const student of students) add("participant.joined", null, student);
    for (let n = 0; seq < length; n++) {
      const { id, user_id, nickname: user_name } = students[(n * 7) % students.length] ?? teacher;
      const subtask = steps[n % steps.length];
      const subtask_id = subtask?.id ?? null;
      if (n % 500 === 0) {
        add("step.changed", teacher.id, { subtask, message: null, status: "IN_PROGRESS", instructor }, true);
      } else if (n % 10 === 0) {
        const help_id = ++helped;
        add("help.requested", id, {
          help_id,
          participant_id: id,
          user_id,
          user_name,
          subtask_id,
          message: "I am lost",
        });
        if (seq < length) add("help.resolved", teacher.id, { help_id, participant_id: id });
      } else {
        const status = n % 3 === 0 ? "completed" : "in_progress";
        const said = { participant_id: id, user_id, user_name, subtask_id, status, note: null, finished: false };
        add("progress.updated", id, said);
      }
    }
  });
  return { people: students.length };
}
