/** Names of accounts in any script: `test/domain/text.test.ts` has what is equal. */
import { Database } from "bun:sqlite";
import { expect, test } from "bun:test";
import { join } from "node:path";
import { databaseFile, openStore } from "../../src/store/open.ts";
import { openTestServer, temporaryFolder } from "../support/class.ts";

const password = "right-password";

/** Replaces the hashes of the passwords by one that is checked quickly: here, only the names are tested. */
async function quicken(folder: string): Promise<void> {
  const hash = await Bun.password.hash(password, { algorithm: "argon2id", memoryCost: 8, timeCost: 1 });
  using sqlite = new Database(join(folder, databaseFile));
  sqlite.run("UPDATE users SET password_hash = ? WHERE password_hash IS NOT NULL", [hash]);
}

test("names in any script sign in, and no second account gets the same name", async () => {
  await using server = await openTestServer();
  const teacher = await server.teacher();
  const add = (name: string) => server.call("POST", "/api/users", teacher, { name, role: "student", password });
  const signIn = (name: string) => server.call("POST", "/api/auth/login", undefined, { name, password });
  const names = [
    ["Émile", "ÉMILE"],
    ["Ömer", "ömer"],
    ["Иван", "ИВАН"],
    ["ΑΛΕΞΗΣ", "Αλέξης".normalize("NFD").replace(/\u0301/g, "")],
    ["İbrahim", "i\u0307brahim"],
    ["Zo\u00EB", "ZOE\u0308"],
    ["김민준", "김민준".normalize("NFD")],
  ] as const;
  const users: unknown[] = [];
  for (const [name, other] of names) {
    const created = await add(name);
    expect([name, created.status]).toEqual([name, 201]);
    users.push(created.body.user);
    const again = await add(other);
    expect([other, again.status, again.body.code]).toEqual([other, 409, "name_taken"]);
  }
  await quicken(server.data);
  for (const [n, [name, other]] of names.entries()) {
    for (const typed of [name, other, ` ${name} `]) {
      const { status, body } = await signIn(typed);
      expect([typed, status, body.user]).toEqual([typed, 200, users[n]]);
    }
  }
});

test("accounts of an older database sign in; two names that differ only in case sign in by the exact name", async () => {
  using folder = temporaryFolder();
  {
    using store = openStore(folder.path);
    for (const name of ["Émile", "Other", "Иван"]) await store.users.add({ name, role: "student", password });
    await quicken(folder.path);
    using sqlite = new Database(join(folder.path, databaseFile));
    // As version 0.3.0 left them.
    sqlite.run("UPDATE users SET name = 'émile' WHERE name = 'Other'");
    sqlite.run("UPDATE users SET name_key = NULL");
  }
  using store = openStore(folder.path);
  expect(await store.users.authenticate("Émile", password)).toMatchObject({ id: 1 });
  expect(await store.users.authenticate("émile", password)).toMatchObject({ id: 2 });
  expect(await store.users.authenticate("иван", password)).toMatchObject({ id: 3, name: "Иван" });
  expect(store.users.remove("ИВАН").id).toBe(3);
});
