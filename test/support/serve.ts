/** A server in a separate process: `bun serve.ts <data>` prints its port. It has no safety net for errors. */
import { openServer } from "../../src/server.ts";
import { teacherKey } from "./class.ts";

const [, , data = ""] = process.argv;
const server = await openServer({ port: 0, host: "127.0.0.1", teacherKey, rateLimit: 0, data });
process.on("SIGTERM", () => server.stop().then(() => process.exit(0)));
console.log(server.port);
