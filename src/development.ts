/** Prepares development mode at each start: the session, lesson and product that the apps' documents use in examples. */

import type { z } from "zod";
import { boardDialects, dialects } from "./dialects/index.ts";
import { parseInput } from "./domain/faults.ts";
import { LessonInput, type User } from "./domain/session.ts";
import { ProductInput } from "./domain/spc/product.ts";
import { SessionInput } from "./features/whole-session.ts";
import type { Services } from "./http/context.ts";
import { type Room, recordOf, rosterOf, teacherOf } from "./live/room.ts";

/** The code of the examples' session. */
const code = "TEST001";
/** The steps of its lesson. In a new data folder their ids are 1, 2 and 3, as in the examples. */
const lesson: z.input<typeof LessonInput> = {
  title: "Sample lesson",
  subtasks: [
    { title: "Step 1: Open Settings", target_action: "CLICK", guide_text: "Please open the settings" },
    { title: "Step 2: Enable Notifications", target_action: "CLICK", guide_text: "Please enable notifications" },
    { title: "Step 3: Go back", target_action: "CLICK", guide_text: "Please go back" },
  ],
};
/** Product 1 of the examples, created if there is no product yet. */
const product: z.input<typeof ProductInput> = {
  code: "BOLT-M10",
  name: "M10 볼트",
  lsl: 9.5,
  usl: 10.5,
  target: 10,
  subgroup_size: 1,
};
/** Features that some app's door requires: in development mode every session has them. */
export const doorFeatures = dialects.flatMap(({ doors }) =>
  Object.values(doors).flatMap(({ feature }) => feature ?? []),
);

/** Many seats, because every run of an example without a credential is a new guest. */
const settings = { max_participants: 10_000 };
/** A student whose id fills the paths of apps that name a participant. */
const student = "Test Student";
/** How many sessions get the features that are always on. */
const maxSessions = 1000;

/**
 * Creates the session, its lesson and a product unless they exist. An ended session is replaced. Returns every WebSocket
 * path of every app with the session's values filled in.
 */
export async function prepareDevelopment(services: Services): Promise<string[]> {
  const { store, live, quality } = services;
  const teacher = store.users.ownerAccount();
  const access = quality.access(teacher);
  const [sample = await quality.make(parseInput(ProductInput, product), access)] = quality.products(access, {
    limit: 1,
  });
  const existing = await live.rooms.open(code);
  const hasEnded = existing !== undefined && recordOf(existing).status === "ENDED";
  if (existing && hasEnded) await live.sessions.remove(existing);
  const room = existing && !hasEnded ? existing : await createSession(services, teacher);
  for (const { id } of store.sessions.list(undefined, { limit: maxSessions })) {
    const other = await live.rooms.open(id);
    if (other) await live.sessions.complete(other);
  }
  const [participant = teacherOf(room)] = rosterOf(room).filter(({ role }) => role === "STUDENT");
  const values = { session: code, participant: participant?.id ?? "", product: sample.id };
  return [...dialects, ...boardDialects]
    .flatMap(({ doors }) => Object.keys(doors))
    .map((path) => `${path.replace(/:(\w+)/g, (_, name: keyof typeof values) => String(values[name]))}/`);
}

async function createSession({ store, live }: Services, teacher: User): Promise<Room> {
  const existing = Array.from(store.lessons.list(teacher.id)).find(({ title }) => title === lesson.title);
  const steps = existing ?? store.lessons.create(teacher.id, parseInput(LessonInput, lesson));
  const room = await live.sessions.create(
    teacher,
    parseInput(SessionInput, { title: "Sample class", code, settings }),
    steps,
  );
  await live.sessions.seat(room, { nickname: student });
  return room;
}
