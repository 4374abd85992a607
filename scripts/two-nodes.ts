/**
 * Runs tests on two nodes that share a PostgreSQL of their own: every server that a test starts is two, behind a load
 * balancer that sends each connection to a random one. Arguments are files and folders of tests.
 */
import { startPostgres } from "../test/support/postgres.ts";
import { bun, run } from "./prepare.ts";

const given = process.argv.slice(2);
await using server = await startPostgres();
const environment = { LECTERN_TEST_POSTGRES: await server.newDatabase() };
process.exitCode = await run([bun, "test", "--timeout", "20000", ...given], environment);
