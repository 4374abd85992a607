/** `bun lectern.ts <data> [checkout]`: starts Lectern, or the one in another checkout's folder, and prints its address. */
import { join } from "node:path";
import { teacherKey } from "../../test/support/class.ts";

const [, , data = "", checkout = join(import.meta.dir, "../..")] = process.argv;
const { openServer }: typeof import("../../src/server.ts") = await import(join(checkout, "src/server.ts"));
const server = await openServer({ port: 0, host: "127.0.0.1", teacherKey, rateLimit: 0, data });
process.on("SIGTERM", () => server.stop().then(() => process.exit(0)));
console.log(`http://127.0.0.1:${server.port}`);
