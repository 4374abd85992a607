import { expect, setDefaultTimeout, test } from "bun:test";
import { openClass, openTestServer, temporaryFolder } from "../support/class.ts";
import { openServerProcess } from "../support/process.ts";
import { openSlowDisk, slowDiskNeeds } from "../support/slow-disk.ts";
import { TestSocket } from "../support/socket.ts";

setDefaultTimeout(60_000);

test.skipIf(slowDiskNeeds === null)(
  "D3 while rooms and board write to a slow disk, somebody else is answered between any two syncs (needs cc)",
  async () => {
    using folder = temporaryFolder();
    const { teacher, tokens, product } = await (async () => {
      await using server = await openTestServer({ data: folder.path });
      const { teacher, join, call } = await openClass({ server, code: "TEST001" });
      const tokens = [(await join("Ann")).token, (await join("Bob")).token];
      const bolt = { code: "P1", name: "Bolt", lsl: 1, usl: 9, subgroup_size: 1 };
      const made = await call("POST", "/api/spc/products/", teacher, bolt);
      return { teacher, tokens, product: made.body.id };
    })();
    const disk = await openSlowDisk(folder.path);
    await using server = await openServerProcess(folder.path, { env: disk.env });
    const open = (token: string) => TestSocket.open(`${server.url}/ws/live/TEST001`, token);
    const phones = await Promise.all(tokens.map(open));
    await Promise.all(phones.map((phone) => phone.until("welcome")));
    await (await fetch(`${server.url}/healthz`)).text();

    disk.delay(100);
    let going = true;
    const talking = phones.map(async (phone, k) => {
      for (let n = 0; going; n++) {
        phone.send({ type: "chat.send", id: `${k} ${n}`, data: { content: `${n}` } });
        expect((await phone.until("ok")).id).toBe(`${k} ${n}`);
      }
    });
    const headers = { Authorization: `Bearer ${teacher}`, "Content-Type": "application/json" };
    const measuring = Array.from({ length: 4 }, async () => {
      while (going) {
        const body = JSON.stringify({ product, measurement_value: 5 });
        const response = await fetch(`${server.url}/api/spc/measurements/`, { method: "POST", headers, body });
        expect(response.status).toBe(201);
        await response.arrayBuffer();
      }
    });
    const before = disk.syncs();
    let answers = 0;
    for (; disk.syncs() - before < 40; answers++) expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
    const syncs = disk.syncs() - before;
    going = false;
    await Promise.all([...talking, ...measuring]);
    expect(answers).toBeGreaterThan(0.8 * syncs);
    for (const phone of phones) await phone[Symbol.asyncDispose]();
    disk.delay(0);
    expect(await server.stop()).toBe(0);
  },
);
