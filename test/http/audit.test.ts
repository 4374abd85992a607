/** The audit log: who did what, on what, from where; and what does not get into it. */
import { expect, test } from "bun:test";
import type { AuditEntry } from "../../src/domain/audit.ts";
import { maxAuditEntries } from "../../src/domain/audit.ts";
import { originOf } from "../../src/http/origin-of.ts";
import { openStore } from "../../src/store/open.ts";
import { testAlone } from "../support/alone.ts";
import { openClass, openTestServer, type TestServer, temporaryFolder } from "../support/class.ts";

/** The entries once the server has stopped, oldest first. */
async function entriesOf(server: Pick<TestServer, "server" | "data">): Promise<AuditEntry[]> {
  await server.server.stop();
  using store = openStore(server.data);
  return store.audit.list({ limit: 1000 }).reverse();
}
const shown = ({ user, action, target, detail, failed }: AuditEntry) =>
  [user ?? "nobody", action, target, detail, ...(failed ? ["failed"] : [])].join(" | ");

const inFolder = testAlone("it reads the data folder of a server that has stopped");

inFolder(
  "sign-ins, settings, exports, tokens, accounts and deletions are recorded with who, what and on what",
  async () => {
    using folder = temporaryFolder();
    await using room = await openClass({ code: "TEST001", server: await openTestServer({ data: folder.path }) });
    const { call, teacher } = room;
    await call("PATCH", "/api/sessions/TEST001", teacher, { title: "Secret title", settings: { locked: true } });
    await call("GET", "/api/sessions/TEST001/report", teacher);
    await call("GET", "/api/sessions/TEST001/report?format=csv", teacher);
    const token = await call("POST", "/api/tokens", teacher, { name: "bot", session: "TEST001", may: "write" });
    expect((await call("GET", "/api/sessions/TEST001/report", token.body.token)).status).toBe(200);
    await call("DELETE", `/api/tokens/${token.body.record.id}`, teacher);
    const kim = await call("POST", "/api/users", teacher, {
      name: "Kim",
      role: "student",
      password: "password-of-kim",
    });
    const device = await call("POST", "/api/spc/devices", teacher, { name: "Gauge of Kim" });
    await call("POST", "/api/sessions/TEST001/co-teachers", teacher, { name: "Kim" });
    const product = await call("POST", "/api/spc/products", teacher, { code: "P1", name: "Shaft", lsl: 0, usl: 1 });
    await call("GET", `/api/spc/products/${product.body.id}/points.csv`, teacher);
    await call("DELETE", `/api/spc/products/${product.body.id}`, teacher);
    await call("DELETE", "/api/sessions/TEST001", teacher);
    const entries = await entriesOf(room);
    expect(entries.map(shown)).toEqual([
      "Teacher | sign_in | teacher key | ",
      "Teacher | session.change | TEST001 | title, locked",
      "Teacher | session.export | TEST001 | report",
      `Teacher | token.create | token ${token.body.record.id} | write, TEST001`,
      "Teacher | session.export | TEST001 | report, by a program's token",
      `Teacher | token.revoke | token ${token.body.record.id} | `,
      `Teacher | account.add | account ${kim.body.user.id} | student`,
      `Teacher | device.create | device ${device.body.device.id} | `,
      "Teacher | co_teacher.invite | TEST001 | ",
      `Teacher | product.export | product ${product.body.id} | points`,
      `Teacher | product.delete | product ${product.body.id} | `,
      "Teacher | session.delete | TEST001 | ",
    ]);
    expect(new Set(entries.map(({ from }) => from))).toEqual(new Set(["this_computer"]));
    expect(JSON.stringify(entries)).not.toMatch(/Secret title|Kim|bot|password-of-kim|127\.0\.0\.1/);
  },
);

inFolder("failed sign-ins are recorded by kind, without what was typed; students' calls are not", async () => {
  using folder = temporaryFolder();
  await using room = await openClass({ code: "TEST001", server: await openTestServer({ data: folder.path }) });
  const lee = await room.call("POST", "/api/users", room.teacher, {
    name: "Lee",
    role: "student",
    password: "password-of-lee",
  });
  const login = (name: string, password: string) => room.call("POST", "/api/auth/login", undefined, { name, password });
  await room.call("POST", "/api/auth/key", undefined, { key: "typed-wrong-key" });
  await login("lee", "typed-wrong-password");
  await login("typed-wrong-name", "typed-wrong-password");
  await room.call("POST", "/api/auth/sign-in", undefined, { code: "123456" });
  await login("Lee", "password-of-lee");
  const ann = await room.join("Ann");
  expect((await room.call("DELETE", "/api/sessions/TEST001", ann.token)).status).toBe(403);
  const entries = (await entriesOf(room)).slice(2);
  expect(entries.map(shown)).toEqual([
    "nobody | sign_in | teacher key | wrong_key | failed",
    `nobody | sign_in | account ${lee.body.user.id} | wrong_password | failed`,
    "nobody | sign_in | unknown account | wrong_password | failed",
    "nobody | sign_in | code | wrong_code | failed",
  ]);
  expect(JSON.stringify(entries)).not.toContain("typed-wrong");
});

inFolder("whoever guesses writes a few entries, and evicts none of what was done", async () => {
  using folder = temporaryFolder();
  await using server = await openTestServer({ data: folder.path });
  await server.teacher();
  const wrong = () => server.call("POST", "/api/auth/key", undefined, { key: "a-wrong-key-4711" });
  for (let n = 0; n < 40; n += 1) await wrong();
  await server.server.stop();
  using store = openStore(folder.path);
  const kinds = store.audit.list({ limit: 100 }).map(({ detail }) => detail);
  // Ten attempts are evaluated; of each kind five are written.
  expect(kinds.filter((kind) => kind === "wrong_key").length).toBe(5);
  expect(kinds.filter((kind) => kind === "too_many_guesses").length).toBe(5);

  const entry = { at: 1, user_id: null, user: null, action: "sign_in", target: null, detail: null } as const;
  const failures = Array.from({ length: maxAuditEntries.failed + 50 }, (_, n) => ({
    ...entry,
    at: n,
    from: "internet" as const,
    failed: true,
  }));
  store.audit.add(failures);
  const all = store.audit.list({ limit: 20_000 });
  expect(all.filter(({ failed }) => failed).length).toBe(maxAuditEntries.failed);
  expect(all.some(({ user }) => user === "Teacher")).toBe(true);
  // The oldest are dropped.
  expect(all.at(-2)?.at).toBe(new Date(50).toISOString());
});

test("everything that deletes declares what the audit log calls it", async () => {
  const sources = new Bun.Glob("*.ts").scanSync(`${import.meta.dir}/../../src/http`);
  const texts = await Promise.all(
    Array.from(sources, (name) => Bun.file(`${import.meta.dir}/../../src/http/${name}`).text()),
  );
  const endpoints = texts.flatMap((text) => text.split("defineEndpoint({").slice(1));
  const deleting = endpoints.filter((text) => /route: "DELETE /.test(text.slice(0, 80)));
  expect(deleting.length).toBeGreaterThan(10);
  expect(deleting.filter((text) => !/audit: \{/.test(text.split("handle", 1)[0] ?? ""))).toEqual([]);
});

test("an entry has the kind of an address instead of the address", () => {
  const kinds = {
    "127.0.0.1": "this_computer",
    "::1": "this_computer",
    "192.168.7.7": "local_network",
    "10.1.2.3": "local_network",
    "fe80::1": "local_network",
    "fd00::7": "local_network",
    "203.0.113.9": "internet",
    "2001:db8::1": "internet",
    "": "internet",
  } as const;
  for (const [address, kind] of Object.entries(kinds)) expect([address, originOf(address)]).toEqual([address, kind]);
});
