/** HTTP calls that need the accounts and a session, if two nodes are the homes of these. */
import { describe, expect, test } from "bun:test";
import { findPostgres } from "../../scripts/prepare.ts";
import { openClass, openTestServer } from "../support/class.ts";
import { png } from "../support/picture.ts";
import { usePostgres } from "../support/use-postgres.ts";

describe.skipIf(!findPostgres())("calls that concern accounts and a session at different nodes", () => {
  const server = usePostgres();

  /** Two nodes: the first one has the accounts, the second one a class. */
  async function openTwo() {
    const database = await server.newDatabase();
    const stack = new AsyncDisposableStack();
    const accounts = stack.use(await openTestServer({ database }));
    const sessions = stack.use(await openTestServer({ database }));
    const room = await openClass({ server: sessions, code: "TEST001" });
    expect(accounts.server.live.rooms.find("TEST001")).toBeUndefined();
    return { nodes: [accounts, sessions], room, [Symbol.asyncDispose]: () => stack.disposeAsync() };
  }

  test("an invitation, a program's token, a code for a second device and one for a projector work at both nodes", async () => {
    await using two = await openTwo();
    const { room } = two;
    const base = "/api/sessions/TEST001";
    for (const { call } of two.nodes) {
      const invited = await call("POST", `${base}/co-teachers`, room.teacher, { name: "Kim" });
      const invitation = new URL(invited.body.url).hash.replace("#invitation=", "");
      const accepted = await call("POST", "/api/invitations/accept", undefined, { invitation });
      expect([accepted.status, accepted.body.session?.code]).toEqual([200, "TEST001"]);

      const program = { name: "Bot", session: "TEST001", may: "read" };
      expect((await call("POST", "/api/tokens", room.teacher, program)).status).toBe(201);

      const { ticket } = (await call("POST", "/api/auth/sign-in-codes", room.teacher, { session: "TEST001" })).body;
      // The device that signs in is signed in as the same teacher already.
      const signedIn = await call("POST", "/api/auth/sign-in", room.teacher, { code: ticket });
      expect([signedIn.status, signedIn.body.session_code]).toEqual([200, "TEST001"]);
      expect((await call("POST", "/api/auth/sign-in", undefined, { code: ticket })).body.code).toBe("code_used");

      const screen = (await call("POST", `${base}/screens/codes`, signedIn.body.token)).body;
      expect((await call("POST", "/api/screens", undefined, { code: screen.ticket })).status).toBe(200);

      const phone = (await call("POST", `${base}/pairing`, signedIn.body.token)).body;
      const paired = await call("POST", "/api/auth/pair", undefined, { ticket: phone.ticket });
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
    const [accounts, sessions] = two.nodes;
    for (let n = 0; n < 5; n++) {
      const title = `Class ${n}`;
      expect((await sessions?.call("POST", "/api/sessions", two.room.teacher, { title }))?.status).toBe(201);
      const { body } = (await accounts?.call("GET", "/api/sessions", two.room.teacher)) ?? {};
      expect(body.map((session: { title: string }) => session.title)).toContain(title);
    }
  });
});
