import { describe, expect, test } from "bun:test";
import { readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { SQL } from "bun";
import { findPostgres } from "../../scripts/prepare.ts";
import { openSharedPictures } from "../../src/cluster/pictures.ts";
import { openPostgres } from "../../src/cluster/postgres.ts";
import { openTestServer, type TestServer, temporaryFolder } from "../support/class.ts";
import { openNode } from "../support/nodes.ts";
import { png } from "../support/picture.ts";
import { usePostgres } from "../support/use-postgres.ts";

describe.skipIf(!findPostgres())("pictures of several nodes", () => {
  const server = usePostgres();

  async function upload(node: TestServer): Promise<string> {
    const form = new FormData();
    form.append("file", new Blob([png(40, 20, () => [200, 0, 0]) as Uint8Array<ArrayBuffer>]), "red.png");
    const headers = { Authorization: `Bearer ${await node.teacher()}` };
    const response = await fetch(`${node.url}/api/uploads?for=lesson`, { method: "POST", headers, body: form });
    expect(response.status).toBe(201);
    return new URL(((await response.json()) as { url: string }).url).pathname;
  }

  test("what was uploaded at one node, another one shows, also after the first one and its folder are gone", async () => {
    const database = await server.newDatabase();
    const first = await openTestServer({ database });
    const path = await upload(first);
    const original = await (await fetch(first.url + path)).bytes();
    await first[Symbol.asyncDispose]();
    await using second = await openTestServer({ database });
    const shown = await fetch(second.url + path);
    expect([shown.status, shown.headers.get("Content-Type")]).toEqual([200, "image/png"]);
    expect(Buffer.from(await shown.bytes()).equals(original)).toBe(true);
    // It is kept: PostgreSQL is not asked again.
    expect(readdirSync(join(second.data, "replica-pictures"))).toEqual([path.slice("/uploads/".length)]);
    expect((await fetch(`${second.url}/uploads/${"x".repeat(43)}.png`)).status).toBe(404);
  }, 30_000);

  test("one that is removed at a node, no node shows any more", async () => {
    const database = await server.newDatabase();
    await using first = await openNode(database);
    await using second = await openNode(database);
    const name = `${"a".repeat(43)}.png`;
    const { store, pictures } = first.cluster;
    await pictures.write(name, new Uint8Array([1, 2, 3]));
    const user = store.users.ownerAccount();
    store.uploads.add({ name, user_id: user.id, bytes: 3, created_at: 1 });
    await store.confirm();
    await second.cluster.catchUp();
    const path = await second.cluster.pictures.find(name);
    expect(Array.from(await Bun.file(path ?? "").bytes())).toEqual([1, 2, 3]);
    await using sql = new SQL(database, { max: 1 });
    pictures.remove(name);
    store.uploads.remove(name);
    await store.confirm();
    for (let left = 1; left > 0; ) [{ left }] = await sql`SELECT count(*)::int AS left FROM lectern.pictures`;
    await second.cluster.catchUp();
    expect([await pictures.find(name), await second.cluster.pictures.find(name)]).toEqual([undefined, undefined]);
  }, 30_000);

  test("a node keeps the newest ones only, and reads the others again", async () => {
    const url = await server.newDatabase();
    await using _ = await openNode(url);
    const postgres = openPostgres(url, 2);
    using folder = temporaryFolder();
    const pictures = openSharedPictures({ postgres, data: folder.path, isListed: () => true, maxBytes: 2500 });
    const names = ["a", "b", "c"].map((letter) => `${letter.repeat(43)}.png`);
    for (const name of names) await pictures.write(name, new Uint8Array(1000).fill(7));
    const kept = join(folder.path, "replica-pictures");
    expect(readdirSync(kept)).toHaveLength(2);
    expect(readdirSync(kept)).toContain(names[2] ?? "");
    for (const name of names) expect(Bun.file((await pictures.find(name)) ?? "").size).toBe(1000);
    rmSync(kept, { recursive: true });
    expect(Bun.file((await pictures.find(names[1] ?? "")) ?? "").size).toBe(1000);
    await postgres.close();
  }, 30_000);
});
