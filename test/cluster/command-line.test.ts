/** The command line on a PostgreSQL database that servers share. */
import { describe, expect, setDefaultTimeout, test } from "bun:test";
import { join } from "node:path";
import { findPostgres } from "../../scripts/prepare.ts";
import { toZip } from "../../src/domain/zip.ts";
import { lecternInProcess } from "../cli/in-process.ts";
import { openClass, openTestServer, temporaryFolder } from "../support/class.ts";
import { openNode } from "../support/nodes.ts";
import { png } from "../support/picture.ts";
import { runSql } from "../support/postgres.ts";
import { until } from "../support/until.ts";
import { usePostgres } from "../support/use-postgres.ts";

setDefaultTimeout(30_000);

describe.skipIf(!findPostgres())("the command line on a shared database", () => {
  const postgres = usePostgres();

  const runOn =
    (database: string) =>
    (...args: string[]) =>
      lecternInProcess([...args, "--database", database]);

  test("what a command writes, a running server has; it may write where the server is responsible", async () => {
    const database = await postgres.newDatabase();
    using folder = temporaryFolder();
    await using server = await openTestServer({ database });
    const teacher = await server.teacher();
    const run = runOn(database);

    const zip = toZip(
      [
        ["plot.md", ["# Plot\n\n## Look\n\n![A red box](red.png)\n"]],
        ["red.png", [png(30, 20, () => [255, 0, 0])]],
      ],
      new Date(),
    );
    await Bun.write(join(folder.path, "in.zip"), Buffer.concat([...zip]));
    const imported = await run("import", "lesson", join(folder.path, "in.zip"), "--json");
    // On a busy machine, copying the database takes long enough to be reported.
    expect(imported).toMatchObject({ exit: 0, err: expect.stringMatching(/^(Copying the database: .*\n)*$/) });
    const { id, subtasks } = JSON.parse(imported.out);
    const [path = ""] = /\/uploads\/[\w.-]+/.exec(subtasks[0].content) ?? [];
    expect((await fetch(server.url + path)).status).toBe(200);
    const titles = async () =>
      (await server.call("GET", "/api/lessons", teacher)).body.map(({ title }: { title: string }) => title);
    await until(async () => (await titles()).includes("Plot"));
    // The server is responsible for lessons again.
    const lesson = { title: "Another", subtasks: [{ title: "a" }] };
    await until(async () => (await server.call("POST", "/api/lessons", teacher, lesson)).status === 201);
    expect((await titles()).toSorted()).toEqual(["Another", "Plot"]);
    expect(await run("export", "lesson", String(id), join(folder.path, "out.zip"))).toMatchObject({ exit: 0 });

    expect(await run("token", "create", "bot", "--for", "account", "--account", "Nobody")).toMatchObject({ exit: 1 });
    const token = (await run("token", "create", "Gauge-1")).out.trim();
    const product = { code: "A", name: "A", unit: "mm", target: 1, subgroup_size: 1 };
    const created = await server.call("POST", "/api/spc/products", teacher, product);
    expect(created.status).toBe(201);
    const value = { product: created.body.id, measurement_value: 1 };
    await until(async () => (await server.call("POST", "/api/spc/measurements", token, value)).status === 201);
    const audit = JSON.parse((await run("audit", "--json")).out) as { action: string; from: string }[];
    const done = audit.filter(({ from }) => from === "command_line").map(({ action }) => action);
    expect(done.toSorted()).toEqual(["device.create", "lesson.export", "lesson.import"]);

    const nodes = JSON.parse((await run("status", "--json")).out);
    expect(nodes).toEqual([
      { url: expect.stringContaining("http://"), places: expect.any(Number), lease_s: expect.any(Number) },
    ]);
    const found = JSON.parse((await run("doctor", "--json", "--data", folder.path, "--port", "0")).out);
    expect(found).toContainEqual({
      check: "Database",
      result: "good",
      text: "PostgreSQL answers; 1 server runs on it",
    });
    expect((await run("user", "erase", "nobody", "--yes")).err).toStartWith(
      "lectern: Lectern is running on this database",
    );
  });

  test("a backup of a running database is restored into a folder and into an empty database", async () => {
    const database = await postgres.newDatabase();
    using folder = temporaryFolder();
    const file = join(folder.path, "monday.tar");
    const code = await (async () => {
      await using room = await openClass({ server: await openTestServer({ database }) });
      await room.join("Ann");
      expect(await runOn(database)("backup", file)).toMatchObject({ exit: 0 });
      return room.session.code;
    })();
    const data = join(folder.path, "data");
    expect(await lecternInProcess(["restore", file, "--data", data])).toMatchObject({ exit: 0 });
    const other = await postgres.newDatabase();
    expect(await runOn(other)("restore", file)).toMatchObject({ exit: 0 });
    for (const run of [runOn(other), (...args: string[]) => lecternInProcess([...args, "--data", data])]) {
      const report = JSON.parse((await run("session", "report", code)).out);
      expect(JSON.stringify(report)).toContain("Ann");
      expect(await run("check")).toMatchObject({ exit: 0 });
    }
    expect((await runOn(other)("restore", file)).err).toEndWith("There is data in this database: use --replace.\n");
    const { host } = new URL(other);
    const unconfirmed = await runOn(other)("restore", file, "--replace");
    expect(unconfirmed).toMatchObject({ exit: 1, out: "" });
    expect(unconfirmed.err).toStartWith(`lectern: This would delete everything in ${host}/`);
    expect(unconfirmed.err).toContain("(accounts and guests: 2, classes: 1, lessons: 1, other rows: ");
    await runSql(
      other,
      "TRUNCATE lectern.users, lectern.sessions, lectern.lessons, lectern.products, lectern.pictures",
    );
    expect((await runOn(other)("restore", file, "--replace")).err).toMatch(
      / \(other rows: [1-9]\d*\), and keep no copy\./,
    );
    expect(await runOn(other)("restore", file, "--replace", "--yes")).toMatchObject({ exit: 0 });
    await using node = await openNode(other);
    const running = await runOn(other)("restore", file, "--replace", "--yes");
    expect(running.err).toStartWith("lectern: Lectern is running on this database");
    expect(node.copied).toBeGreaterThan(0);
  });

  test("an account is removed with its lessons, and a person is erased", async () => {
    const database = await postgres.newDatabase();
    const run = runOn(database);
    {
      await using node = await openNode(database);
      const { store, placement } = node.cluster;
      const kim = await store.users.add({ name: "Kim", role: "teacher", password: "long-enough-1" });
      await store.users.add({ name: "Lee", role: "student", password: "long-enough-1" });
      await placement.enter("accounts");
      store.lessons.create(kim.id, { title: "L", subtasks: [] });
      await store.confirm();
      await node.cluster.handOver();
    }
    expect(await run("user", "remove", "Kim")).toMatchObject({ exit: 0, out: "Kim (teacher) is removed.\n" });
    const erased = await run("user", "erase", "Lee", "--yes");
    expect(erased).toMatchObject({ exit: 0 });
    expect(
      JSON.parse((await run("user", "list", "--json")).out).map(({ name }: { name: string }) => name),
    ).not.toContain("Kim");
    expect(await runSql(database, "SELECT 1 FROM lectern.lessons")).toEqual([]);
    expect(await runSql(database, "SELECT 1 FROM lectern.users WHERE name = 'Lee'")).toEqual([]);
  });
});
