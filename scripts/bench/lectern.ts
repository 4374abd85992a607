/** A Lectern in a process of its own: `bun lectern.ts <data>` prints where it is and how long it took to start. */
import { openServer } from "../../src/server.ts";
import { teacherKey } from "../../test/support/class.ts";

const [, , data = ""] = process.argv;
const server = await openServer({ port: 0, host: "127.0.0.1", teacherKey, rateLimit: 0, data });
process.on("SIGTERM", () => server.stop().then(() => process.exit(0)));
console.log(`http://127.0.0.1:${server.port}`);
