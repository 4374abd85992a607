/** The board's positions in a student-paced class: each student's own step, and who is behind most of the others. */
import type { Room } from "../../../client/fold/index.ts";
import type { LessonPosition } from "../../../client/lesson-position.ts";
import { pacedPosition } from "../../../client/paced-position.ts";

/** From this number of steps behind the middle of the class, a student counts as behind. */
const behindFrom = 2;

type PacedRoom = Pick<Room, "session" | "people" | "progress" | "pace">;

/** Returns each student's position by participant id. Behind is measured from the median of those who are connected. */
export function pacedPositions(room: PacedRoom): ReadonlyMap<string, LessonPosition> {
  const students = Array.from(room.people.values()).filter(({ role }) => role === "STUDENT");
  const found = students.map((person) => ({ person, own: pacedPosition(room, person.id) }));
  const orders = found
    .flatMap(({ person, own }) => (person.is_online && own.step ? own.step.order_index : []))
    .sort((a, b) => a - b);
  const median = orders[Math.floor(orders.length / 2)] ?? 0;
  return new Map(
    found.map(({ person, own: { step, atGate, finished } }) => {
      const behind = median - (step?.order_index ?? median);
      const report = step && room.progress.get(person.id)?.get(step.id);
      const opened = room.pace.opened.get(person.id);
      const isOpened = opened !== undefined && opened.subtask_id === step?.id;
      const since = report?.at ?? (isOpened ? new Date(opened.at).toISOString() : undefined);
      return [person.id, { step, done: atGate || finished, behind: behind >= behindFrom ? behind : 0, since }];
    }),
  );
}
