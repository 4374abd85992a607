/** `lectern audit`, and what the command line records. */
import { expect, test } from "bun:test";
import { rmSync } from "node:fs";
import { join } from "node:path";
import type { AuditEntry } from "../../src/domain/audit.ts";
import { openStore } from "../../src/store/open.ts";
import { temporaryFolder } from "../support/class.ts";
import { lecternInProcess } from "./in-process.ts";

test("lists what was done on the command line: accounts, tokens, backups and restores", async () => {
  using folder = temporaryFolder();
  const data = join(folder.path, "data");
  const run = async (...args: string[]) => {
    const { exit, out, err } = await lecternInProcess([...args, "--data", data]);
    expect([args, exit, err.replace(/^(Copying|Writing|Checking|Unpacking|bot reads).*\n/gm, "")]).toEqual([
      args,
      0,
      "",
    ]);
    return out;
  };
  const [kim, lee] = await (async () => {
    using store = openStore(data);
    const added = [
      await store.users.add({ name: "Kim", role: "teacher", password: "long-enough" }),
      await store.users.add({ name: "Lee", role: "student", password: "long-enough" }),
    ];
    return added.map(({ id }) => id);
  })();
  expect(await run("audit")).toBe("There are no entries.\n");
  await run("user", "key", "Kim");
  await run("token", "create", "bot", "--for", "account", "--account", "Kim");
  await run("token", "revoke", "bot");
  await run("user", "remove", "Lee");
  const backup = join(folder.path, "monday.tar");
  await run("backup", backup);
  const entries: AuditEntry[] = JSON.parse(await run("audit", "--json"));
  expect(entries.map(({ action, target, detail }) => [action, target, detail])).toEqual([
    ["data.backup", null, null],
    ["account.remove", `account ${lee}`, "student"],
    ["token.revoke", expect.stringMatching(/^token /), null],
    ["token.create", expect.stringMatching(/^token /), `read, account ${kim}`],
    ["account.own_key", `account ${kim}`, null],
  ]);
  expect(new Set(entries.map(({ from }) => from))).toEqual(new Set(["command_line"]));

  rmSync(data, { recursive: true });
  await run("restore", backup);
  const [restored, before] = JSON.parse(await run("audit", "--limit", "2", "--json"));
  // The backup was copied before it was recorded.
  expect([restored.action, before.action]).toEqual(["data.restore", "account.remove"]);
  const text = await run("audit", "--since", "1h", "--limit", "1");
  expect(text).toMatch(/^Time \(UTC\) +Who +What +On +Details +From\n.+data\.restore +command line\n$/);
  expect(await run("audit", "--since", "2999-01-01")).toBe("There are no entries.\n");
});

test("says what --since takes", async () => {
  using folder = temporaryFolder();
  openStore(folder.path)[Symbol.dispose]();
  const { exit, err } = await lecternInProcess(["audit", "--since", "tomorrow", "--data", folder.path]);
  expect([exit, err]).toEqual([
    2,
    'lectern: --since got "tomorrow"; it takes a duration such as 12h, 7d or 4w, or a date.\n',
  ]);
});
