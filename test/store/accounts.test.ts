import { describe, expect, setDefaultTimeout, test } from "bun:test";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Fault } from "../../src/domain/faults.ts";
import { openCleanup } from "../../src/live/cleanup.ts";
import { openStore } from "../../src/store/open.ts";
import { openClass, openTestServer, temporaryFolder } from "../support/class.ts";
import { deleteSession } from "../support/delete-session.ts";
import { TestSocket } from "../support/socket.ts";

setDefaultTimeout(30_000);

function open(now: () => number = Date.now) {
  const stack = new DisposableStack();
  const { path } = stack.use(temporaryFolder());
  return { path, store: stack.use(openStore(path, now)), [Symbol.dispose]: () => stack.dispose() };
}

/** The code of the fault that it throws. */
const refusal = async (work: () => unknown): Promise<string> => {
  try {
    await work();
    return "none";
  } catch (cause) {
    return cause instanceof Fault ? cause.code : String(cause);
  }
};

describe("accounts", () => {
  test("a name and its password are somebody, with or without regard to the name's capitals, and nothing else is", async () => {
    using opened = open();
    const { users } = opened.store;
    const anna = await users.add({ name: "Anna Kim", role: "teacher", password: "correct horse" });
    expect(anna).toEqual({ id: 1, name: "Anna Kim", role: "teacher" });
    expect(await users.check("anna kim", "correct horse")).toEqual(anna);
    expect(await users.check("Anna Kim", "Correct horse")).toBeUndefined();
    expect(await users.check("Anna Kim", "")).toBeUndefined();
    expect(await users.check("Nobody", "correct horse")).toBeUndefined();
  });

  test("two accounts never have one name; guests may share one, and cannot sign in by it", async () => {
    using opened = open();
    const { users } = opened.store;
    await users.add({ name: "Ann", role: "student", password: "password" });
    const again = () => users.add({ name: "ANN", role: "teacher", password: "password" });
    expect(await refusal(again)).toBe("name_taken");
    const both = await Promise.all(
      ["Eve", "Eve"].map((name) => refusal(() => users.add({ name, role: "student", password: "password" }))),
    );
    expect(both.sort()).toEqual(["name_taken", "none"]);
    const guests = [users.addGuest("Ann"), users.addGuest("Ann"), users.addGuest("Zoe")];
    expect(guests.map(({ name, role }) => `${name} ${role}`)).toEqual(["Ann guest", "Ann guest", "Zoe guest"]);
    expect(new Set(guests.map(({ id }) => id)).size).toBe(3);
    expect(await users.check("Zoe", "")).toBeUndefined();
    expect(users.list().map(({ name }) => name)).toEqual(["Ann", "Eve"]);
  });

  test("the teacher key signs in the first teacher there is, or makes one", async () => {
    using opened = open();
    const { users } = opened.store;
    const keeper = users.ownerAccount();
    expect(keeper).toEqual({ id: 1, name: "Teacher", role: "teacher" });
    await users.add({ name: "Anna", role: "teacher", password: "password" });
    expect(users.ownerAccount()).toEqual(keeper);
  });

  test("an account goes by id or by name, but not while sessions are its own", async () => {
    using opened = open();
    const { users, sessions } = opened.store;
    const anna = await users.add({ name: "Anna", role: "teacher", password: "password" });
    await users.add({ name: "Bob", role: "student", password: "password" });
    const { token } = users.issue(anna);
    sessions.add({ id: Bun.randomUUIDv7(), code: "AAAA", instructor_id: anna.id, created_at: 0 });
    expect(await refusal(() => users.remove("anna"))).toBe("wrong_status");
    expect(users.remove("bob").name).toBe("Bob");
    expect(await refusal(() => users.remove("bob"))).toBe("not_found");
    deleteSession(opened.store, sessions.find("aaaa")?.id ?? "");
    expect(users.remove(anna.id)).toEqual(anna);
    expect(users.bearer(token)).toBeUndefined();
  });
});

describe("credentials", () => {
  test("a token is its bearer's until it is revoked or a term has passed", () => {
    let now = 1_000_000;
    using opened = open(() => now);
    const { users } = opened.store;
    const ann = users.addGuest("Ann");
    const { token, hash } = users.issue(ann);
    const other = users.issue(ann);
    expect(token).toMatch(/^[\w-]{43}$/);
    expect(users.bearer(token)).toEqual({ user: ann, hash });
    for (const wrong of ["", token.slice(1), `${token}A`, hash]) expect(users.bearer(wrong)).toBeUndefined();
    users.revoke(hash);
    expect(users.bearer(token)).toBeUndefined();
    expect(users.bearer(other.token)).toEqual({ user: ann, hash: other.hash });
    now += 180 * 24 * 60 * 60 * 1000 - 1;
    expect(users.bearer(other.token)).toBeDefined();
    now += 1;
    expect(users.bearer(other.token)).toBeUndefined();
  });

  test("F3 a clock that was months ahead for a while costs nobody their token; one long overdue is deleted by the cleanup", async () => {
    const began = Date.parse("2026-03-02T08:00:00.000Z");
    const day = 24 * 60 * 60 * 1000;
    let now = began;
    using opened = open(() => now);
    const { users } = opened.store;
    const cleanup = openCleanup({ store: opened.store, now: () => now, removePicture: () => {} });
    const ann = await users.add({ name: "Ann", role: "student", password: "right-password" });
    const { token } = users.issue(ann);
    now = began + 300 * day;
    expect(users.bearer(token)).toBeUndefined();
    users.issue(users.addGuest("Bob"));
    await cleanup.run();
    now = began;
    expect(users.bearer(token)?.user).toEqual(ann);
    now = began + 600 * day;
    const late = users.issue(ann);
    await cleanup.run();
    expect(users.bearer(late.token)?.user).toEqual(ann);
    now = began;
    expect(users.bearer(token)).toBeUndefined();
  });

  test("G6 after a class no token, no password and no key is anywhere in the data folder", async () => {
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
      // While it runs, with all that is still in the write-ahead log, and afterwards.
      expect(found(folder.path, secrets)).toEqual([]);
    }
    expect(found(folder.path, secrets)).toEqual([]);
    // The search finds what is there.
    expect(found(folder.path, ["Ann"])).toEqual(["Ann"]);
  });
});

/** Which of these are in a file of the folder, byte for byte. */
function found(folder: string, secrets: readonly string[]): string[] {
  const files = readdirSync(folder).map((name) => readFileSync(join(folder, name)));
  return secrets.filter((secret) => files.some((bytes) => bytes.includes(secret)));
}
