/** HTTP calls by route. */
import { createCalls } from "../client/call.ts";
import { maxItems } from "../client/student-api.ts";
import { dataOf, fetcherOf } from "./fetcher.ts";
import type { Client, ServerOptions } from "./types.ts";

/** The server's HTTP calls. */
export function createClient(options: ServerOptions): Client {
  const { call, pages } = createCalls(fetcherOf(options));
  return {
    // Both sides derive their types from the same routes; TypeScript cannot see that for each of them.
    call: (route, ...[options]) => dataOf(call(route, options as never)) as Promise<never>,
    all: (route, ...[options]) => dataOf(pages(route, maxItems, options as never)) as Promise<never>,
  };
}
