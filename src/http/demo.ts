/** The endpoint that starts a class with simulated students, for trying everything alone. */
import { z } from "zod";
import { parseInput } from "../domain/faults.ts";
import { LessonInput, type User } from "../domain/session.ts";
import { Session, SessionInput } from "../features/whole-session.ts";
import { recordOf } from "../live/room.ts";
import type { Services } from "./context.ts";
import { defineEndpoint } from "./endpoint.ts";

const DemoLanguage = z.enum(["ko", "en"]);

/** How many of the teacher's lessons are searched for the demo's. */
const maxSearched = 200;

export function demo({ store, live, demos }: Services) {
  /** The demo's lesson, created if the teacher does not have it. */
  async function lessonOf(user: User, language: z.output<typeof DemoLanguage>) {
    const [{ lectern }, { toLessonInput }] = await Promise.all([
      import("../samples/lectern.ts"),
      import("../samples/sample.ts"),
    ]);
    const input = parseInput(LessonInput, toLessonInput(lectern[language]));
    const existing = Array.from(store.lessons.list(user.id, { limit: maxSearched })).find(
      ({ title }) => title === input.title,
    );
    return existing ?? store.lessons.create(user.id, input);
  }

  return [
    defineEndpoint({
      route: "POST /api/demo",
      who: "teacher",
      about:
        "Start a class with 24 simulated students. One runs at a time, for 30 minutes at most. Returns the caller's running demo class (200) if there is one.",
      body: z.object({ language: DemoLanguage }),
      answers: { 201: Session, 200: Session },
      async handle({ context, user, body: { language } }) {
        const { room, isNew } = await demos.start(user, language, async () => {
          const lesson = await lessonOf(user, language);
          const input = parseInput(SessionInput, { title: lesson.title, demo: true });
          return live.sessions.create(user, input, lesson);
        });
        context.status(isNew ? 201 : 200);
        return live.sessions.show(recordOf(room));
      },
    }),
  ];
}
