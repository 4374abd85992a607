/** What several nodes promise about a class and its calls, whichever node they arrive at. */
import { describe, expect, test } from "bun:test";
import { findPostgres } from "../../scripts/prepare.ts";
import { openTestServer, type TestServer } from "../support/class.ts";
import { openNode } from "../support/nodes.ts";
import { runSql } from "../support/postgres.ts";
import { until } from "../support/until.ts";
import { usePostgres } from "../support/use-postgres.ts";

describe.skipIf(!findPostgres())("at two nodes", () => {
  const postgres = usePostgres();

  /** Two nodes: the accounts' home, and another one that has the class. */
  async function openSchool() {
    const stack = new AsyncDisposableStack();
    const database = await postgres.newDatabase();
    const accounts: TestServer = stack.use(await openTestServer({ database }));
    const teacher = await accounts.teacher();
    const other: TestServer = stack.use(await openTestServer({ database }));
    const session = (await other.call("POST", "/api/sessions", teacher, { title: "Class" })).body;
    return { accounts, other, teacher, session, database, [Symbol.asyncDispose]: () => stack.disposeAsync() };
  }

  test("a class is deleted with everything in it, at either node", async () => {
    await using school = await openSchool();
    const { accounts, other, teacher, session, database } = school;
    const second = (await other.call("POST", "/api/sessions", teacher, { title: "Second" })).body;
    expect((await accounts.call("DELETE", `/api/sessions/${session.id}`, teacher)).status).toBe(204);
    expect((await other.call("DELETE", `/api/sessions/${second.id}`, teacher)).status).toBe(204);
    expect(await runSql(database, "SELECT 1 FROM lectern.events")).toEqual([]);
  });

  test("a projector and a phone are let in by a code, at either node", async () => {
    await using school = await openSchool();
    const { accounts, other, teacher, session } = school;
    for (const at of [accounts, other]) {
      const { number } = (await other.call("POST", `/api/sessions/${session.id}/screens/codes`, teacher)).body;
      expect((await at.call("POST", "/api/screens", undefined, { code: number })).status).toBe(200);
      const { ticket } = (await accounts.call("POST", `/api/sessions/${session.id}/pairing`, teacher)).body;
      expect((await at.call("POST", "/api/auth/pair", undefined, { ticket })).status).toBe(200);
      const code = (await other.call("POST", "/api/auth/sign-in-codes", teacher, { session: session.id })).body;
      const signedIn = await at.call("POST", "/api/auth/sign-in", undefined, { code: code.ticket });
      expect([signedIn.status, signedIn.body.session_code]).toEqual([200, session.code]);
    }
  });

  test("a demo class begins at either node", async () => {
    await using school = await openSchool();
    const { accounts, other, teacher } = school;
    const started = await other.call("POST", "/api/demo", teacher, { language: "en" });
    expect(started.status).toBe(201);
    // One runs at a time.
    const again = await accounts.call("POST", "/api/demo", teacher, { language: "en" });
    expect([again.status, again.body.id]).toEqual([200, started.body.id]);
  });

  test("bodies of unknown length reach the home from either node, up to the limit", async () => {
    await using school = await openSchool();
    const { accounts, other, teacher, session } = school;
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
      const headers = { Authorization: `Bearer ${teacher}`, "Content-Type": "application/json" };
      const response = await fetch(at.url + path, { method: "POST", headers, body: stream });
      return response.status;
    }
    const lesson = (n: number) => ({ title: "x", subtasks: [{ title: "One", content: "x".repeat(n) }] });
    const question = (n: number) => ({ text: "x".repeat(n) });
    for (const at of [accounts, other]) {
      expect(await post(at, "/api/lessons", lesson(10))).toBe(201);
      expect(await post(at, `/api/sessions/${session.id}/questions`, question(10))).toBe(200);
      // Too long for a lesson and a question, but not for a body.
      expect(await post(at, "/api/lessons", lesson(1_000_000))).toBe(422);
      expect(await post(at, `/api/sessions/${session.id}/questions`, question(1_000_000))).toBe(422);
      expect(await post(at, "/api/lessons", lesson(1_100_000))).toBe(413);
      expect(await post(at, `/api/sessions/${session.id}/questions`, question(1_100_000))).toBe(413);
    }
  });

  test("two sessions cannot get the same code at the same moment", async () => {
    await using school = await openSchool();
    const made = await Promise.all(
      [school.accounts, school.other].map((at) =>
        at.call("POST", "/api/sessions", school.teacher, { title: "Class", code: "SAME01" }),
      ),
    );
    expect(made.filter(({ status }) => status === 201)).toHaveLength(1);
  });
});

describe.skipIf(!findPostgres())("the home of a place", () => {
  const postgres = usePostgres();

  test("who enters a place that is being left keeps it", async () => {
    await using node = await openNode(await postgres.newDatabase());
    const { placement } = node.cluster;
    await placement.enter("s1");
    placement.leave("s1");
    await placement.enter("s1");
    await node.cluster.store.confirm();
    await node.cluster.catchUp();
    expect(placement.epochOf("s1")).toBeDefined();
  });

  test("if several places were taken, all are given up at the first rejected commit", async () => {
    const url = await postgres.newDatabase();
    await using node = await openNode(url);
    const { store, placement } = node.cluster;
    const teacher = store.users.ownerAccount();
    for (const id of ["s1", "s2"]) {
      await placement.enter(id);
      store.sessions.add({ id, code: id, instructor_id: teacher.id, created_at: 1 });
    }
    await store.confirm();
    await runSql(url, "UPDATE lectern.homes SET epoch = epoch + 1");
    const undone = store.undone();
    store.log.batch(() => {
      for (const id of ["s1", "s2"]) {
        store.log.append(id, { seq: 1, at: 1, type: "x", actor: null, data: {}, card: false });
      }
    });
    await Promise.resolve(store.confirm()).catch(() => {});
    expect(node.lost.toSorted()).toEqual(["s1", "s2"]);
    // Whoever wrote before it was undone, and asks only now, learns of it.
    expect(Promise.resolve(store.confirm(undone))).rejects.toThrow();
    expect(store.log.since("s1", 0, 10)).toEqual([]);
  });

  test("a node whose lease ended while its clock stood still gives up its places", async () => {
    const url = await postgres.newDatabase();
    await using node = await openNode(url);
    await node.cluster.placement.enter("s1");
    await runSql(url, "UPDATE lectern.nodes SET lease_until = now() - interval '1 second'");
    await until(() => node.lost.length > 0, 15_000);
    expect(node.lost).toEqual(["s1"]);
  }, 20_000);
});
