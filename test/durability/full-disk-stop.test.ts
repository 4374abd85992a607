/** A disk that is really full: a small tmpfs in a separate mount namespace (needs root and unshare). */
import { expect, setDefaultTimeout, test } from "bun:test";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { serving } from "../cli/program.ts";
import { openClass, openTestServer, temporaryFolder } from "../support/class.ts";
import { TestSocket } from "../support/socket.ts";

setDefaultTimeout(30_000);

const ownMount = (data: string) => [
  "unshare",
  "-m",
  "sh",
  "-c",
  `mount -t tmpfs -o size=8m none '${data}' && cp -a '${data}-kept/.' '${data}' && rm -f '${data}/lectern.lock' && exec "$@"`,
  "sh",
];
const canMount =
  process.platform === "linux" &&
  Bun.which("unshare") !== null &&
  Bun.spawnSync(["unshare", "-m", "mount", "-t", "tmpfs", "none", "/mnt"], { stderr: "ignore" }).exitCode === 0;

test.skipIf(!canMount)(
  "on a full disk the log stays short, clients get an error, and SIGTERM ends with exit 0 (needs root)",
  async () => {
    using folder = temporaryFolder();
    const data = join(folder.path, "data");
    const { teacher, session } = await (async () => {
      await using server = await openTestServer({ data: `${data}-kept` });
      return await openClass({ server });
    })();
    Bun.spawnSync(["mkdir", data]);
    await using server = await serving(data, { under: ownMount(data) });
    const mounted = `/proc/${server.pid}/root${data}`;
    await using host = await TestSocket.open(`${server.url}/ws/live/${session.code}`, teacher);
    await host.until("welcome");
    const fillers: string[] = [];
    const fill = () => {
      for (const size of [1 << 20, 1 << 16, 4096, 1]) {
        for (;;) {
          const file = join(mounted, `filler-${fillers.length}`);
          try {
            writeFileSync(file, Buffer.alloc(size));
            fillers.push(file);
          } catch {
            fillers.push(file);
            break;
          }
        }
      }
    };
    fill();
    for (let n = 0; n < 200; n++) host.send({ type: "session.start", id: `${n}`, data: { message: "x".repeat(500) } });
    for (let n = 0; n < 200; n++) expect((await host.until("error")).error.code).toBe("storage_full");
    server.signal("SIGTERM");
    expect(await server.exited).toBe(0);
    expect((await host.closed).code).toBe(1001);
    const failures = server.log.filter((line) => line.includes("SQLITE_FULL"));
    expect(failures.length).toBeGreaterThan(0);
    expect(failures.length).toBeLessThan(10);
    for (const line of server.log) expect(line.length).toBeLessThan(600);
  },
);
