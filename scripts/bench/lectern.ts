/**
 * `bun lectern.ts <data> [checkout] [database]`: starts Lectern, or the one in another checkout's folder, and prints its
 * address. On SIGUSR2 it begins to write the longest block of its event loop into `longest-block` in the data folder, in milliseconds.
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { teacherKey } from "../../test/support/class.ts";

const [, , data = "", checkout = join(import.meta.dir, "../.."), database] = process.argv;
const { openServer }: typeof import("../../src/server.ts") = await import(join(checkout, "src/server.ts"));
const server = await openServer({ port: 0, host: "127.0.0.1", teacherKey, rateLimit: 0, data, database });
process.on("SIGTERM", () => server.stop().then(() => process.exit(0)));
process.on("SIGUSR2", async () => {
  const { watchBlocks } = await import("./longest-block.ts");
  watchBlocks((ms) => writeFileSync(join(data, "longest-block"), String(ms)));
});
console.log(`http://127.0.0.1:${server.port}`);
