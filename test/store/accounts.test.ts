import { Database } from "bun:sqlite";
import { describe, expect, setDefaultTimeout, test } from "bun:test";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Fault } from "../../src/domain/faults.ts";
import { alone } from "../../src/domain/placement.ts";
import { openCleanup } from "../../src/live/cleanup.ts";
import { credentialLifetimeMs } from "../../src/store/accounts.ts";
import { databaseFile, openStore } from "../../src/store/open.ts";
import { openClass, openTestServer, temporaryFolder } from "../support/class.ts";
import { deleteSession } from "../support/delete-session.ts";
import { TestSocket } from "../support/socket.ts";

setDefaultTimeout(30_000);

function open(now: () => number = Date.now) {
  const stack = new DisposableStack();
  const { path } = stack.use(temporaryFolder());
  return { path, store: stack.use(openStore(path, now)), [Symbol.dispose]: () => stack.dispose() };
}

/** The code of the fault that `work` throws. */
const faultCode = async (work: () => unknown): Promise<string> => {
  try {
    await work();
    return "none";
  } catch (cause) {
    return cause instanceof Fault ? cause.code : String(cause);
  }
};

describe("accounts", () => {
  test("a name in any case and the right password sign in; anything else does not", async () => {
    using fixture = open();
    const { users } = fixture.store;
    const anna = await users.add({ name: "Anna Kim", role: "teacher", password: "correct horse" });
    expect(anna).toEqual({ id: 1, name: "Anna Kim", role: "teacher" });
    expect(await users.authenticate("anna kim", "correct horse")).toEqual(anna);
    expect(await users.authenticate("Anna Kim", "Correct horse")).toBeUndefined();
    expect(await users.authenticate("Anna Kim", "")).toBeUndefined();
    expect(await users.authenticate("Nobody", "correct horse")).toBeUndefined();
  });

  test("two accounts never have the same name; guests may share a name and cannot sign in with it", async () => {
    using fixture = open();
    const { users } = fixture.store;
    await users.add({ name: "Ann", role: "student", password: "password" });
    const again = () => users.add({ name: "ANN", role: "teacher", password: "password" });
    expect(await faultCode(again)).toBe("name_taken");
    const both = await Promise.all(
      ["Eve", "Eve"].map((name) => faultCode(() => users.add({ name, role: "student", password: "password" }))),
    );
    expect(both.sort()).toEqual(["name_taken", "none"]);
    const guests = [users.addGuest("Ann"), users.addGuest("Ann"), users.addGuest("Zoe")];
    expect(guests.map(({ name, role }) => `${name} ${role}`)).toEqual(["Ann guest", "Ann guest", "Zoe guest"]);
    expect(new Set(guests.map(({ id }) => id)).size).toBe(3);
    expect(await users.authenticate("Zoe", "")).toBeUndefined();
    expect(users.list().map(({ name }) => name)).toEqual(["Ann", "Eve"]);
  });

  test("the teacher key belongs to the first teacher, who is created if there is none", async () => {
    using fixture = open();
    const { users } = fixture.store;
    const owner = users.ownerAccount();
    expect(owner).toEqual({ id: 1, name: "Teacher", role: "teacher" });
    await users.add({ name: "Anna", role: "teacher", password: "password" });
    expect(users.ownerAccount()).toEqual(owner);
  });

  test("an account is removed by id or name, unless it has sessions", async () => {
    using fixture = open();
    const { users, sessions } = fixture.store;
    const anna = await users.add({ name: "Anna", role: "teacher", password: "password" });
    await users.add({ name: "Bob", role: "student", password: "password" });
    const { token } = users.issue(anna);
    sessions.add({ id: Bun.randomUUIDv7(), code: "AAAA", instructor_id: anna.id, created_at: 0 });
    expect(await faultCode(() => users.remove("anna"))).toBe("wrong_status");
    expect(users.remove("bob").name).toBe("Bob");
    expect(await faultCode(() => users.remove("bob"))).toBe("not_found");
    deleteSession(fixture.store, sessions.find("aaaa")?.id ?? "");
    expect(users.remove(anna.id)).toEqual(anna);
    expect(users.credentialByToken(token)).toBeUndefined();
  });
});

describe("the account of the teacher key", () => {
  test("stays the same when older and newer accounts come and go", async () => {
    using fixture = open();
    const { users } = fixture.store;
    const anna = await users.add({ name: "Anna", role: "teacher", password: "long-enough-1" });
    const ben = await users.add({ name: "Ben", role: "teacher", password: "long-enough-1" });
    expect(users.ownerAccount()).toEqual(anna);
    users.setOwnerAccount(ben);
    expect(users.ownerAccount()).toEqual(ben);
    users.remove(anna.id);
    expect(users.ownerAccount()).toEqual(ben);
  });

  test("cannot be removed before another one is chosen", async () => {
    using fixture = open();
    const { users } = fixture.store;
    const owner = users.ownerAccount();
    const ben = await users.add({ name: "Ben", role: "teacher", password: "long-enough-1" });
    expect(() => users.remove(owner.id)).toThrow("lectern user key");
    users.setOwnerAccount(ben);
    expect(users.remove(owner.id)).toEqual(owner);
  });
});

describe("credentials", () => {
  test("that were read before end at once: by another program, by this one, with their account, with time", async () => {
    let at = 0;
    using fixture = open(() => at);
    const { users, deletions } = fixture.store;
    const ann = await users.add({ name: "Ann", role: "student", password: "password" });
    const issue = () => users.issue(ann);
    const isValid = ({ token }: { token: string }) => users.credentialByToken(token) !== undefined;

    const [byOther, byAccounts, byCleanup, byTime] = [issue(), issue(), issue(), issue()];
    expect([byOther, byAccounts, byCleanup, byTime].map(isValid)).toEqual([true, true, true, true]);
    using other = new Database(join(fixture.path, databaseFile));
    other.run("DELETE FROM credentials WHERE hash = ?", [byOther.hash]);
    expect([byOther, byAccounts].map(isValid)).toEqual([false, true]);
    users.revoke(byAccounts.hash);
    expect([byAccounts, byCleanup].map(isValid)).toEqual([false, true]);
    at = credentialLifetimeMs;
    expect(isValid(byTime)).toBe(false);
    at = 1;
    expect([byTime, byCleanup].map(isValid)).toEqual([true, true]);
    deletions.deleteSomeCredentials(Number.MAX_SAFE_INTEGER);
    expect([byTime, byCleanup].map(isValid)).toEqual([false, false]);

    const last = issue();
    expect(isValid(last)).toBe(true);
    users.remove(ann.id);
    expect(isValid(last)).toBe(false);
  });

  test("a token is valid until it is revoked or 180 days old", () => {
    let now = 1_000_000;
    using fixture = open(() => now);
    const { users } = fixture.store;
    const ann = users.addGuest("Ann");
    const { token, hash } = users.issue(ann);
    const other = users.issue(ann);
    expect(token).toMatch(/^[\w-]{43}$/);
    expect(users.credentialByToken(token)).toEqual({ user: ann, hash, scope: undefined });
    for (const wrong of ["", token.slice(1), `${token}A`, hash]) expect(users.credentialByToken(wrong)).toBeUndefined();
    users.revoke(hash);
    expect(users.credentialByToken(token)).toBeUndefined();
    expect(users.credentialByToken(other.token)).toEqual({ user: ann, hash: other.hash, scope: undefined });
    now += 180 * 24 * 60 * 60 * 1000 - 1;
    expect(users.credentialByToken(other.token)).toBeDefined();
    now += 1;
    expect(users.credentialByToken(other.token)).toBeUndefined();
  });

  test("F3 tokens survive a clock that was months ahead for a while; the cleanup deletes those that expired long ago", async () => {
    const began = Date.parse("2026-03-02T08:00:00.000Z");
    const day = 24 * 60 * 60 * 1000;
    let now = began;
    using fixture = open(() => now);
    const { users } = fixture.store;
    const cleanup = openCleanup({ store: fixture.store, placement: alone, now: () => now, removePicture: () => {} });
    const ann = await users.add({ name: "Ann", role: "student", password: "right-password" });
    const { token } = users.issue(ann);
    now = began + 300 * day;
    expect(users.credentialByToken(token)).toBeUndefined();
    users.issue(users.addGuest("Bob"));
    await cleanup.run();
    now = began;
    expect(users.credentialByToken(token)?.user).toEqual(ann);
    now = began + 600 * day;
    const late = users.issue(ann);
    await cleanup.run();
    expect(users.credentialByToken(late.token)?.user).toEqual(ann);
    now = began;
    expect(users.credentialByToken(token)).toBeUndefined();
  });

  test("G6 after a class the data folder contains no token, password or key", async () => {
    using folder = temporaryFolder();
    const secrets: string[] = ["a-key-for-tests", "correct horse battery"];
    {
      await using server = await openTestServer({ data: folder.path });
      await using class_ = await openClass({ server });
      const { token } = await class_.join("Ann");
      await class_.call("POST", "/api/users", class_.teacher, { name: "Bob", role: "student", password: secrets[1] });
      const { body: login } = await class_.call("POST", "/api/auth/login", undefined, {
        name: "bob",
        password: secrets[1],
      });
      const { body } = await class_.call("POST", "/api/auth/ticket", token);
      await using socket = await TestSocket.open(`${class_.url}/ws/live/${class_.session.code}?ticket=${body.ticket}`);
      await socket.until("welcome");
      secrets.push(class_.teacher, token, login.token, body.ticket);
      expect(secrets.every((secret) => typeof secret === "string" && secret.length > 10)).toBe(true);
      // While the server runs, including the write-ahead log, and afterwards.
      expect(findSecrets(folder.path, secrets)).toEqual([]);
    }
    expect(findSecrets(folder.path, secrets)).toEqual([]);
    // The search itself works.
    expect(findSecrets(folder.path, ["Ann"])).toEqual(["Ann"]);
  });
});

/** Those of the secrets that a file of the folder contains. */
function findSecrets(folder: string, secrets: readonly string[]): string[] {
  const files = readdirSync(folder).map((name) => readFileSync(join(folder, name)));
  return secrets.filter((secret) => files.some((bytes) => bytes.includes(secret)));
}
