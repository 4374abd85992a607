import { Database } from "bun:sqlite";
import { expect, test } from "bun:test";
import { join } from "node:path";
import { databaseFile } from "../../src/store/open.ts";
import { openTestServer, temporaryFolder } from "../support/class.ts";
import { makeOldData } from "../support/old-data.ts";
import { record, teacher } from "../support/rules.ts";

/** By version: how many migrations it had. */
const versions = { "0.2.0": 2, "0.3.0": 3 } as const;

/** Adds a teacher with a lesson and a class that has ended, as those versions wrote them. */
function addLessonAndClass(data: string): void {
  using sqlite = new Database(join(data, databaseFile));
  const run = (statement: string, ...values: (string | number)[]) => sqlite.query(statement).run(...values);
  run("INSERT INTO users (id, name, role, created_at) VALUES (7, 'Teacher', 'teacher', 0)");
  run("INSERT INTO lessons (id, title, owner_id, created_at) VALUES (3, 'Paper plane', 7, 86400000)");
  run(
    "INSERT INTO subtasks (id, lesson_id, order_index, title, guide_text) VALUES (5, 3, 1, 'Fold', 'Along the middle')",
  );
  const { id, code } = record;
  run("INSERT INTO sessions (id, code, instructor_id, created_at) VALUES (?, ?, 7, 0)", id, code);
  const lesson = { id: 3, title: "Paper plane", subtasks: [] };
  const card = { ...record, title: "Monday's class", lesson, instructor: { id: 7, name: "Teacher" } };
  const instructor = { id: 7, name: "Teacher" };
  const events = [
    ["session.created", card, 1],
    ["participant.joined", { ...teacher, user_id: 7 }, 0],
    ["session.status_changed", { status: "IN_PROGRESS", action: "start", message: null, instructor }, 1],
    ["session.status_changed", { status: "ENDED", action: "end", message: null, instructor }, 1],
  ] as const;
  events.forEach(([type, body, isCard], n) => {
    run(
      "INSERT INTO events (session_id, seq, at, type, data, card) VALUES (?, ?, ?, ?, ?, ?)",
      id,
      n + 1,
      86_400_000 * (n + 1),
      type,
      JSON.stringify(body),
      isCard,
    );
  });
}

test.each(Object.entries(versions))(
  "a database of %s: its lessons get a first version, its classes can be found",
  async (_, count) => {
    using folder = temporaryFolder();
    makeOldData(folder.path, count);
    addLessonAndClass(folder.path);
    // The second start finds nothing left to fill in.
    for (let start = 0; start < 2; start++) {
      await using server = await openTestServer({ data: folder.path });
      const token = await server.teacher();
      const get = async (path: string) => (await server.call("GET", `/api${path}`, token)).body;
      const at = "1970-01-02T00:00:00.000Z";
      expect(await get("/lessons/3/versions")).toEqual([
        {
          version: 1,
          title: "Paper plane",
          steps: 1,
          saved_at: at,
          by: { id: 7, name: "Teacher" },
          restored_from: null,
        },
      ]);
      expect(await get("/lessons/3/versions/1")).toMatchObject({
        subtasks: [{ id: 5, guide_text: "Along the middle" }],
      });
      expect(await get("/lessons/cards?search=plane%20MIDDLE")).toMatchObject([
        { id: 3, steps: 1, tags: [], archived: false, updated_at: at, classes: 1 },
      ]);
      for (const query of [
        "search=monday",
        `search=${record.code}`,
        "search=PLANE",
        "lesson=3",
        "ended=true",
        "from=1970-01-04T00:00:00.000Z&to=1970-01-05T00:00:00.000Z",
      ]) {
        const found = await get(`/sessions?${query}`);
        expect([query, found.map(({ title }: { title: string }) => title)]).toEqual([query, ["Monday's class"]]);
      }
      for (const query of ["search=tuesday", "lesson=4", "ended=false", "to=1970-01-04T00:00:00.000Z"]) {
        expect([query, await get(`/sessions?${query}`)]).toEqual([query, []]);
      }
    }
  },
);
