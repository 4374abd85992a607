/** A node in a separate process: `bun serve-node.ts <data>` with LECTERN_DATABASE prints its port. */
import { openServer } from "../../src/server.ts";
import { teacherKey } from "./class.ts";

const [, , data = ""] = process.argv;
const database = process.env.LECTERN_DATABASE ?? "";
const server = await openServer({ port: 0, host: "127.0.0.1", teacherKey, rateLimit: 0, data, database });
process.on("SIGTERM", () => server.stop().then(() => process.exit(0)));
console.log(server.port);
