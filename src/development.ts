/** What the examples in the apps' documents presuppose. Development mode prepares it at each start. */

import { boardDialects, dialects } from "./dialects/index.ts";
import { parseInput } from "./domain/faults.ts";
import { LessonInput, type User } from "./domain/session.ts";
import { ProductInput } from "./domain/spc/product.ts";
import { SessionInput } from "./features/whole-session.ts";
import type { Services } from "./http/context.ts";
import { type Room, recordOf, rosterOf, teacherOf } from "./live/room.ts";

/** The session of the examples. */
const code = "TEST001";
/** The steps of its lesson. In a new data folder their ids are 1, 2 and 3, as in the examples. */
const lesson = parseInput(LessonInput, {
  title: "Sample lesson",
  subtasks: [
    { title: "Step 1: Open Settings", target_action: "CLICK", guide_text: "Please open the settings" },
    { title: "Step 2: Enable Notifications", target_action: "CLICK", guide_text: "Please enable notifications" },
    { title: "Step 3: Go back", target_action: "CLICK", guide_text: "Please go back" },
  ],
});
/** Product 1 of the examples, if there is no product yet. */
const product = parseInput(ProductInput, {
  code: "BOLT-M10",
  name: "M10 볼트",
  lsl: 9.5,
  usl: 10.5,
  target: 10,
  subgroup_size: 1,
});
/** Features that sessions need to be found behind some app's door: in development mode every session has them. */
export const doorFeatures = dialects.flatMap(({ doors }) =>
  Object.values(doors).flatMap(({ feature }) => feature ?? []),
);

/** Every run of an example without a credential is a new guest. */
const settings = { max_participants: 10_000 };
/** A student with an id to connect with, for apps whose path names one. */
const student = "Test Student";
/** How many sessions are looked at for features that are always on. */
const maxSessions = 1000;

/**
 * Makes the session, its lesson and a product, unless they exist; a session that has ended is made again. Returns every
 * WebSocket path of every app, filled in for that session.
 */
export async function prepareDevelopment(services: Services): Promise<string[]> {
  const { store, live, quality } = services;
  const teacher = store.users.ownerAccount();
  const access = quality.access(teacher);
  const [made = await quality.make(product, access)] = quality.products(access, { limit: 1 });
  const before = await live.rooms.open(code);
  const ended = before !== undefined && recordOf(before).status === "ENDED";
  if (before && ended) await live.sessions.remove(before);
  const room = before && !ended ? before : await makeSession(services, teacher);
  for (const { id } of store.sessions.list(undefined, maxSessions)) {
    const other = await live.rooms.open(id);
    if (other) await live.sessions.complete(other);
  }
  const [participant = teacherOf(room)] = rosterOf(room).filter(({ role }) => role === "STUDENT");
  const values = { session: code, participant: participant?.id ?? "", product: made.id };
  return [...dialects, ...boardDialects]
    .flatMap(({ doors }) => Object.keys(doors))
    .map((path) => `${path.replace(/:(\w+)/g, (_, name: keyof typeof values) => String(values[name]))}/`);
}

async function makeSession({ store, live }: Services, teacher: User): Promise<Room> {
  const known = Array.from(store.lessons.list(teacher.id)).find(({ title }) => title === lesson.title);
  const steps = known ?? store.lessons.create(teacher.id, lesson);
  const room = await live.sessions.create(
    teacher,
    parseInput(SessionInput, { title: "Sample class", code, settings }),
    steps,
  );
  await live.sessions.seat(room, { nickname: student });
  return room;
}
