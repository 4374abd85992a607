/** HTTP calls that need the accounts and a session, if two nodes are the homes of these: both nodes answer them. */
import { describe, expect, test } from "bun:test";
import { findPostgres } from "../../scripts/prepare.ts";
import { openClass, openTestServer, type TestServer } from "../support/class.ts";
import { png } from "../support/picture.ts";
import { runSql } from "../support/postgres.ts";
import { usePostgres } from "../support/use-postgres.ts";

const base = "/api/sessions/TEST001";

describe.skipIf(!findPostgres())("at two nodes", () => {
  const postgres = usePostgres();

  /** Two nodes: the first one has the accounts, the second one a class. */
  async function openTwo() {
    const database = await postgres.newDatabase();
    const stack = new AsyncDisposableStack();
    const accounts = stack.use(await openTestServer({ database }));
    const sessions = stack.use(await openTestServer({ database }));
    const room = await openClass({ server: sessions, code: "TEST001" });
    expect(accounts.server.live.rooms.find("TEST001")).toBeUndefined();
    const nodes = [accounts, sessions];
    return { accounts, sessions, nodes, room, database, [Symbol.asyncDispose]: () => stack.disposeAsync() };
  }

  test("an invitation, a program's token and the codes of a second device, a projector and a phone work, whichever node made them", async () => {
    await using two = await openTwo();
    const { teacher } = two.room;
    const pairs = two.nodes.flatMap((from) => two.nodes.map((at) => ({ from, at })));
    for (const { from, at } of pairs) {
      const invited = await from.call("POST", `${base}/co-teachers`, teacher, { name: "Kim" });
      const invitation = new URL(invited.body.url).hash.replace("#invitation=", "");
      const accepted = await at.call("POST", "/api/invitations/accept", undefined, { invitation });
      expect([accepted.status, accepted.body.session?.code]).toEqual([200, "TEST001"]);

      const program = await from.call("POST", "/api/tokens", teacher, { name: "Bot", session: "TEST001", may: "read" });
      expect(program.status).toBe(201);
      expect((await at.call("GET", base, program.body.token)).status).toBe(200);

      const { ticket } = (await from.call("POST", "/api/auth/sign-in-codes", teacher, { session: "TEST001" })).body;
      // The device that signs in is signed in as the same teacher already.
      const signedIn = await at.call("POST", "/api/auth/sign-in", teacher, { code: ticket });
      expect([signedIn.status, signedIn.body.session_code]).toEqual([200, "TEST001"]);
      expect((await at.call("POST", "/api/auth/sign-in", undefined, { code: ticket })).body.code).toBe("code_used");

      for (const kind of ["ticket", "number"]) {
        const screen = (await from.call("POST", `${base}/screens/codes`, signedIn.body.token)).body;
        expect((await at.call("POST", "/api/screens", undefined, { code: screen[kind] })).status).toBe(200);
      }

      const phone = (await from.call("POST", `${base}/pairing`, signedIn.body.token)).body;
      const paired = await at.call("POST", "/api/auth/pair", undefined, { ticket: phone.ticket });
      expect([paired.status, paired.body.session_code]).toEqual([200, "TEST001"]);
    }
  });

  test("a student's picture is stored by both nodes", async () => {
    await using two = await openTwo();
    const { token } = await two.room.join("Ann");
    for (const { url } of two.nodes) {
      const body = new FormData();
      // Longer than what a node keeps of a request until it knows who answers it.
      const noise = png(200, 200, (x, y) => [(x * y * 7919) % 256, (x * 31 + y * y) % 256, (x ^ y) % 256]);
      body.append("file", new Blob([noise as Uint8Array<ArrayBuffer>]), "noise.png");
      const headers = { Authorization: `Bearer ${token}` };
      const response = await fetch(`${url}/api/uploads?session=TEST001`, { method: "POST", headers, body });
      expect(response.status).toBe(201);
      expect((await fetch(url + new URL((await response.json()).url).pathname)).status).toBe(200);
    }
  });

  test("a class is in the list of its teacher at the other node at once", async () => {
    await using two = await openTwo();
    const { accounts, sessions, room } = two;
    for (let n = 0; n < 5; n++) {
      const title = `Class ${n}`;
      expect((await sessions.call("POST", "/api/sessions", room.teacher, { title })).status).toBe(201);
      const { body } = await accounts.call("GET", "/api/sessions", room.teacher);
      expect(body.map((session: { title: string }) => session.title)).toContain(title);
    }
  });

  test("two sessions cannot get the same code at the same moment", async () => {
    await using two = await openTwo();
    const made = await Promise.all(
      two.nodes.map((at) => at.call("POST", "/api/sessions", two.room.teacher, { title: "Class", code: "SAME01" })),
    );
    expect(made.filter(({ status }) => status === 201)).toHaveLength(1);
  });

  test("a class is deleted with everything in it, at either node", async () => {
    await using two = await openTwo();
    const { accounts, sessions, room, database } = two;
    const second = (await sessions.call("POST", "/api/sessions", room.teacher, { title: "Second" })).body;
    expect((await accounts.call("DELETE", base, room.teacher)).status).toBe(204);
    expect((await sessions.call("DELETE", `/api/sessions/${second.id}`, room.teacher)).status).toBe(204);
    expect(await runSql(database, "SELECT 1 FROM lectern.events")).toEqual([]);
  });

  test("a demo class begins at either node", async () => {
    await using two = await openTwo();
    const { accounts, sessions, room } = two;
    const started = await sessions.call("POST", "/api/demo", room.teacher, { language: "en" });
    expect(started.status).toBe(201);
    // One runs at a time.
    const again = await accounts.call("POST", "/api/demo", room.teacher, { language: "en" });
    expect([again.status, again.body.id]).toEqual([200, started.body.id]);
  });

  test("bodies of unknown length reach the home from either node, up to the limit", async () => {
    await using two = await openTwo();
    async function post(at: TestServer, path: string, body: object) {
      const pieces = JSON.stringify(body).match(/.{1,60000}/gs) ?? [];
      const stream = new ReadableStream({
        async start(controller) {
          for (const piece of pieces) {
            controller.enqueue(new TextEncoder().encode(piece));
            await Bun.sleep(0);
          }
          controller.close();
        },
      });
      const headers = { Authorization: `Bearer ${two.room.teacher}`, "Content-Type": "application/json" };
      const response = await fetch(at.url + path, { method: "POST", headers, body: stream });
      return response.status;
    }
    const lesson = (n: number) => ({ title: "x", subtasks: [{ title: "One", content: "x".repeat(n) }] });
    const question = (n: number) => ({ text: "x".repeat(n) });
    for (const at of two.nodes) {
      expect(await post(at, "/api/lessons", lesson(10))).toBe(201);
      expect(await post(at, `${base}/questions`, question(10))).toBe(200);
      // Too long for a lesson and a question, but not for a body.
      expect(await post(at, "/api/lessons", lesson(1_000_000))).toBe(422);
      expect(await post(at, `${base}/questions`, question(1_000_000))).toBe(422);
      expect(await post(at, "/api/lessons", lesson(1_100_000))).toBe(413);
      expect(await post(at, `${base}/questions`, question(1_100_000))).toBe(413);
    }
  });
});
