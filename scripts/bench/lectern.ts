/** `bun lectern.ts <data>`: starts Lectern and prints its address. */
import { openServer } from "../../src/server.ts";
import { teacherKey } from "../../test/support/class.ts";

const [, , data = ""] = process.argv;
const server = await openServer({ port: 0, host: "127.0.0.1", teacherKey, rateLimit: 0, data });
process.on("SIGTERM", () => server.stop().then(() => process.exit(0)));
console.log(`http://127.0.0.1:${server.port}`);
