/** A PostgreSQL server for the tests of one `describe`. */
import { afterAll, beforeAll } from "bun:test";
import { type PostgresServer, startPostgres } from "./postgres.ts";
import { share } from "./shared.ts";

const shared = share(startPostgres, ({ pid }) => pid !== 0);

/** Starts a server before the first test, or takes that of another file; a test that stops it starts it again. */
export function usePostgres(): Pick<PostgresServer, "newDatabase" | "urlOf" | "start" | "stop"> {
  let server: PostgresServer | undefined;
  beforeAll(async () => {
    server = await shared.take();
  }, 60_000);
  afterAll(() => shared.giveBack());
  function started(): PostgresServer {
    if (!server) throw new Error("PostgreSQL starts before the first test, not before the describe");
    return server;
  }
  return {
    newDatabase: () => started().newDatabase(),
    urlOf: (database) => started().urlOf(database),
    start: () => started().start(),
    stop: () => started().stop(),
  };
}
