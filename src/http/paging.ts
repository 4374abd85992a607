/** Pagination of lists by `limit` and `before`. */
import { z } from "zod";
import { maxPageSize, type PageQuery, pageOf } from "../domain/paging.ts";
import type { RequestContext } from "./context.ts";

export { QueryId } from "../domain/paging.ts";

export const PageSize = z.coerce.number().int().min(1).max(maxPageSize).default(maxPageSize);

/** A handler's result that is sent as one page: the first `limit` items after `before`. */
export class Listing<T> {
  constructor(
    readonly list: Iterable<T>,
    readonly query: PageQuery,
    readonly idOf: (item: T) => string | number,
  ) {}
}

/** Responds with a page of a list. If more items follow, the `Link` header has the URL of the next page. */
export function sendPage<T>(context: RequestContext, { list, query, idOf }: Listing<T>): Response {
  const { items, json, more } = pageOf(list, query, idOf);
  const last = items.at(-1);
  if (more && last !== undefined) context.header("Link", `<${nextPage(context.req.url, idOf(last))}>; rel="next"`);
  return context.body(json, 200, { "Content-Type": "application/json" });
}

function nextPage(url: string, last: string | number): string {
  const { pathname, searchParams } = new URL(url);
  searchParams.set("before", String(last));
  return `${pathname}?${searchParams}`;
}

/**
 * Makes a listing from a database query. `read` returns at most the given number of items, which is one more than the
 * page has, so that a further page is detected.
 */
export const toListing = <T>(
  { limit }: { readonly limit: number },
  idOf: (item: T) => number,
  read: (limit: number) => T[],
): Listing<T> => new Listing(read(limit + 1), { limit }, idOf);

export const idOf = ({ id }: { readonly id: number }): number => id;
