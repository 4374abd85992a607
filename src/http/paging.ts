/** Pages of a list: how many, and before which id. */
import { z } from "zod";
import { maxPageSize, type PageQuery, pageOf } from "../domain/paging.ts";
import type { RequestContext } from "./context.ts";

export { QueryId } from "../domain/paging.ts";

export const PageSize = z.coerce.number().int().min(1).max(maxPageSize).default(maxPageSize);

/** A list of which an endpoint sends the page that its query names. */
export class Listing<T> {
  constructor(
    readonly list: Iterable<T>,
    readonly query: PageQuery,
    readonly idOf: (item: T) => string | number,
  ) {}
}

/** Answers with a page of a list. If more items follow, the header `Link` has the address of the next page. */
export function sendPage<T>(context: RequestContext, { list, query, idOf }: Listing<T>): Response {
  const { items, json, more } = pageOf(list, query, idOf);
  const last = items.at(-1);
  if (more && last !== undefined) context.header("Link", `<${nextPage(context.req.url, idOf(last))}>; rel="next"`);
  return context.body(json, 200, { "Content-Type": "application/json" });
}

function nextPage(address: string, last: string | number): string {
  const { pathname, searchParams } = new URL(address);
  searchParams.set("before", String(last));
  return `${pathname}?${searchParams}`;
}

/**
 * The listing of a list that is read from the database: `read` gives as many items as it is asked for, which is one more
 * than the page has.
 */
export const toListing = <T>(
  { limit }: { readonly limit: number },
  idOf: (item: T) => number,
  read: (limit: number) => T[],
): Listing<T> => new Listing(read(limit + 1), { limit }, idOf);

export const idOf = ({ id }: { readonly id: number }): number => id;
