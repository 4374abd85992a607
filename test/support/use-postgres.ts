/** A PostgreSQL server for the tests of one `describe`. */
import { afterAll, beforeAll } from "bun:test";
import { type PostgresServer, startPostgres } from "./postgres.ts";

/** Starts a server before the first test, and stops it after the last one. */
export function usePostgres(): Pick<PostgresServer, "newDatabase" | "urlOf" | "start" | "stop"> {
  let server: PostgresServer | undefined;
  beforeAll(async () => {
    server = await startPostgres();
  }, 60_000);
  afterAll(() => server?.[Symbol.asyncDispose]());
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
