/** How the students of a demo class leave. */
import { expect, test } from "bun:test";
import { openCrowd } from "../../src/demo/crowd.ts";
import { createPersonas } from "../../src/demo/persona.ts";
import { createStudent } from "../../src/demo/student.ts";
import { openClass } from "../support/class.ts";

for (const how of ["ended", "deleted"] as const) {
  test(`a student who was away while the class was ${how} learns of it when they come back`, async () => {
    await using room = await openClass({ code: "TEST001" });
    const [persona] = createPersonas({ seed: 1, students: 1, language: "en" });
    if (!persona) throw new Error("there is no student");
    const student = createStudent(persona, { url: room.url, code: "TEST001", startedAt: Date.now() });
    await student.carryOut({ do: "arrive" });
    await student.carryOut({ do: "leave" });
    const path = "/api/sessions/TEST001";
    if (how === "ended") await room.call("POST", `${path}/end`, room.teacher, {});
    else await room.call("DELETE", path, room.teacher);
    await student.carryOut({ do: "arrive" });
    while (!student.isClassOver()) await Bun.sleep(20);
    expect(student.hasEnded()).toBe(true);
    student.close();
  });
}

test("all students leave once one of them learns that the class is over", async () => {
  await using room = await openClass({ code: "TEST001" });
  const { promise, resolve } = Promise.withResolvers<void>();
  // Some arrive only after a minute.
  const crowd = openCrowd({ url: room.url, code: "TEST001", language: "en", seed: 1, onEnd: resolve });
  const joined = async () => (await room.call("GET", "/api/sessions/TEST001/status", room.teacher)).body.online_count;
  while ((await joined()) < 1) await Bun.sleep(50);
  await room.call("DELETE", "/api/sessions/TEST001", room.teacher);
  await promise;
  crowd.close();
});
