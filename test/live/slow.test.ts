import { describe, expect } from "bun:test";
import { testAlone } from "../support/alone.ts";
import { openClass, openTestServer, temporaryFolder } from "../support/class.ts";
import { openServerProcess } from "../support/process.ts";
import { metric } from "../support/prometheus.ts";
import { figure, scaled } from "../support/proof.ts";
import { RawSocket } from "../support/raw-socket.ts";
import { TestSocket } from "../support/socket.ts";

/** A class in `data` that a server in a process of its own is to find there; its step has a guide of `size` letters. */
async function makeClass(data: string, students: number, size: number) {
  await using server = await openTestServer({ data });
  const { teacher, session, join, call } = await openClass({ server });
  const subtasks = [{ title: "Long", guide_text: "x".repeat(size) }];
  const lesson = (await call("POST", "/api/lessons", teacher, { title: "Long", subtasks })).body;
  await call("PATCH", `/api/sessions/${session.id}`, teacher, { lesson_id: lesson.id });
  const seats = await Promise.all(Array.from({ length: students }, (_, n) => join(`Student ${n}`)));
  return { teacher, session, tokens: seats.map(({ token }) => token) };
}

/** How many never read. */
const deaf = scaled(20, 50);

describe("C2 a slow phone affects nobody else", () => {
  const inFolder = testAlone("it starts a server in the data folder");
  inFolder(
    `${deaf} that never read are closed, memory stays bounded, the others miss nothing, and the slow ones catch up later`,
    async () => {
      using folder = temporaryFolder();
      const { teacher, session, tokens } = await makeClass(folder.path, deaf + 10, 4000);
      await using server = await openServerProcess(folder.path);
      const live = `${server.url}/ws/live/${session.code}`;
      const slow = await Promise.all(
        tokens.slice(0, deaf).map((token) => RawSocket.open(live, { token, paused: true })),
      );
      const quick: number[][] = [];
      const reading = tokens.slice(deaf).map((token, n) => {
        quick[n] = [];
        return RawSocket.open(live, {
          token,
          onFrame(_, bytes, start, end) {
            const text = Buffer.from(bytes.subarray(start, Math.min(end, start + 60))).toString();
            const seq = /^\{"type":"step.changed","seq":(\d+)/.exec(text)?.[1];
            if (seq) quick[n]?.push(Number(seq));
          },
        });
      });
      const readers = await Promise.all(reading);
      await using host = await TestSocket.open(live, teacher);
      await host.until("welcome");
      const before = await metric(server.url, teacher, "process_resident_memory_bytes");

      // 50 or 80 MB to each.
      const count = scaled(12_000, 20_000);
      const seqs: number[] = [];
      for (let n = 0; n < count; n += 200) {
        for (let k = 0; k < 200; k++) host.send({ type: "step.start", data: { subtask_id: 4 } });
        for (let k = 0; k < 200; k++) seqs.push((await host.until("step.changed")).seq);
      }
      host.send({ type: "ping", id: "last" });
      await host.until("pong");
      const after = await metric(server.url, teacher, "process_resident_memory_bytes");
      const connections = await metric(server.url, teacher, "lectern_connections");
      while (quick.some(({ length }) => length < count)) await Bun.sleep(1);
      expect(quick).toEqual(quick.map(() => seqs));
      expect(connections).toBe(11);
      expect((after - before) / 2 ** 20).toBeLessThan(100);
      figure("C2", { what: "connections that never read, closed", value: deaf, unit: "connections" });
      figure("C2", { what: "memory growth", value: (after - before) / 2 ** 20, unit: "MiB", atMost: 100 });

      // What they had in their pockets has no gap in it either, and with its last number the rest comes.
      const [first, token] = [slow[0], tokens[0] ?? ""];
      first?.resume();
      const told: number[] = [];
      const end = first?.closed;
      for (let frame = await first?.next(); frame; ) {
        if (frame.type === "step.changed") told.push(frame.seq);
        frame = await Promise.race([first?.next(), end?.then(() => undefined)]);
      }
      expect(await end).toBe(1006);
      await using back = await TestSocket.open(`${live}?since=${told.at(-1)}`, token);
      expect((await back.next()).data.resumed).toBe(true);
      while (told.length < count) told.push((await back.until("step.changed")).seq);
      expect(told).toEqual(seqs);
      for (const socket of [...slow, ...readers]) await socket[Symbol.asyncDispose]();
    },
    120_000,
  );
});
