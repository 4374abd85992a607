import { describe, expect, test } from "bun:test";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { openStore } from "../../src/store/open.ts";
import { hasTwoNodes, testAlone } from "../support/alone.ts";
import { openClass, openTestServer, type TestClass } from "../support/class.ts";
import { png } from "../support/picture.ts";

const small = png(2, 2, () => [255, 0, 0]);

/** Uploads a picture for a session; gives the status and the fault's code. */
async function upload(room: TestClass, token: string, session?: string, bytes: Uint8Array = small) {
  const form = new FormData();
  form.append("file", new File([bytes as Uint8Array<ArrayBuffer>], "x.png"));
  const query = session === undefined ? "" : `?session=${session}`;
  const headers = { Authorization: `Bearer ${token}` };
  const response = await fetch(`${room.url}/api/uploads${query}`, { method: "POST", headers, body: form });
  return [response.status, ((await response.json()) as { code?: string }).code];
}

const files = (room: TestClass) => readdirSync(join(room.data, "uploads"));

describe("who may upload a picture", () => {
  test("a student with a seat in the session, by its id or code, until it ends", async () => {
    await using room = await openClass({ code: "TEST001" });
    const { token } = await room.join("Ann");
    expect(await upload(room, token, "test001")).toEqual([201, undefined]);
    expect(await upload(room, token, room.session.id)).toEqual([201, undefined]);
    expect(await upload(room, token)).toEqual([403, "not_in_session"]);
    await room.call("POST", "/api/sessions/TEST001/end", room.teacher);
    expect(await upload(room, token, "TEST001")).toEqual([409, "session_ended"]);
    if (!hasTwoNodes) expect(files(room).length).toBe(2);
  });

  test("nobody who was removed or is in another session, and nobody once the session is deleted", async () => {
    await using room = await openClass({ code: "TEST001" });
    await room.call("POST", "/api/sessions", room.teacher, { title: "Other", code: "OTHER" });
    const { token, participant } = await room.join("Ann");
    const bob = await room.join("Bob");
    expect(await upload(room, token, "OTHER")).toEqual([403, "not_in_session"]);
    await room.call("POST", `/api/sessions/TEST001/participants/${participant.id}/remove`, room.teacher);
    expect(await upload(room, token, "TEST001")).toEqual([403, "removed"]);
    await room.call("DELETE", "/api/sessions/TEST001", room.teacher);
    const [status] = await upload(room, bob.token, "TEST001");
    expect([401, 403]).toContain(Number(status));
  });

  test("a teacher, for a session or none", async () => {
    await using room = await openClass({ code: "TEST001" });
    expect(await upload(room, room.teacher)).toEqual([201, undefined]);
    expect(await upload(room, room.teacher, "TEST001")).toEqual([201, undefined]);
    expect(await upload(room, room.teacher, "NOSUCH")).toEqual([404, "session_not_found"]);
  });
});

describe("how much a student may upload in a session", () => {
  test("20 pictures, even if 30 are sent at once; rejected ones leave no file, and others can still upload", async () => {
    await using room = await openClass({ code: "TEST001" });
    const { token } = await room.join("Ann");
    const bob = await room.join("Bob");
    const answers = await Promise.all(Array.from({ length: 30 }, () => upload(room, token, "TEST001")));
    const refused = answers.filter(([status]) => status !== 201);
    expect(refused).toEqual(Array(10).fill([429, "too_many_uploads"]));
    expect(await upload(room, token, "TEST001")).toEqual([429, "too_many_uploads"]);
    if (!hasTwoNodes) expect(files(room).length).toBe(20);
    expect(await upload(room, bob.token, "TEST001")).toEqual([201, undefined]);
  });

  const inFolder = testAlone("it writes the database in the data folder");
  inFolder("at most 40 MiB together", async () => {
    await using room = await openClass({ code: "TEST001" });
    const { token, participant } = await room.join("Ann");
    const { token: bob } = await room.join("Bob");
    const row = { session_id: room.session.id, participant_id: participant.id, user_id: 2, created_at: 0 };
    using store = openStore(room.data);
    store.uploads.add({ ...row, name: "large", bytes: 40 * 1024 * 1024 - 1 });
    expect(await upload(room, token, "TEST001")).toEqual([429, "uploads_too_large"]);
    expect(files(room)).toEqual([]);
    expect(await upload(room, bob, "TEST001")).toEqual([201, undefined]);
  });

  test("a teacher's page may upload a picture with every question", async () => {
    await using room = await openClass({ code: "TEST001" });
    for (let n = 0; n < 25; n++) expect(await upload(room, room.teacher, "TEST001")).toEqual([201, undefined]);
  });

  test("rejected attempts count, too: a file that is not a picture is decoded 30 times at most", async () => {
    await using room = await openClass({ server: await openTestServer({ rateLimit: 500 }), code: "TEST001" });
    const { token } = await room.join("Ann");
    const noise = new TextEncoder().encode("no picture");
    const start = performance.now();
    const answers = [];
    for (let n = 0; n < 60; n++) answers.push((await upload(room, token, "TEST001", noise))[1]);
    const most = 30 + Math.ceil((performance.now() - start) / 2000);
    const decoded = answers.filter((code) => code === "not_a_picture").length;
    expect([decoded >= 30, decoded <= most]).toEqual([true, true]);
    expect(new Set(answers)).toEqual(new Set(["not_a_picture", "rate_limited"]));
  });
});
