/** Pages of a list, limited by a number of items and by bytes. */
import { z } from "zod";
import { Fault } from "./faults.ts";
import { IntId } from "./ids.ts";

/** The maximum number of items of a page. */
export const maxPageSize = 200;
/** The maximum number of bytes of a response, except for the report of a class. */
const maxBytes = 1024 * 1024;

/** An integer id in a query. */
export const QueryId = z.coerce.number().pipe(IntId);

/** Returns the query of a list whose items have ids of this schema; `size` is the default page size. */
export const pageQuery = <Id extends z.ZodType>(id: Id, size = 50) =>
  z.object({
    limit: z.coerce
      .number()
      .int()
      .min(1)
      .max(maxPageSize)
      .default(size)
      .describe(
        "The maximum number of items. A page has fewer if the response would exceed 1 MiB; `Link` says whether more follow.",
      ),
    before: id
      .optional()
      .describe(
        "The id of the last item of the previous page: this page continues after it, in the order of the list.",
      ),
  });

export interface PageQuery {
  readonly limit: number;
  readonly before?: string | number | undefined;
}

/** A page, and whether more items follow. */
export interface Page<T> {
  readonly items: T[];
  /** The items as a JSON array. */
  readonly json: string;
  readonly more: boolean;
}

/**
 * Returns the page of a list after the item `before`, or from its start. It ends before it exceeds `bytes`, but has at
 * least one item. Throws `does_not_fit` if no item of the list has the id `before`.
 */
export function pageOf<T>(
  list: Iterable<T>,
  { limit, before, bytes = maxBytes }: PageQuery & { readonly bytes?: number },
  idOf: (item: T) => string | number,
): Page<T> {
  const items: T[] = [];
  const texts: string[] = [];
  let hasStarted = before === undefined;
  let more = false;
  let bytesLeft = bytes - 2;
  for (const item of list) {
    if (!hasStarted) {
      hasStarted = idOf(item) === before;
      continue;
    }
    const text = JSON.stringify(item);
    bytesLeft -= bytesOf(text) + 1;
    if (items.length === limit || (bytesLeft < 0 && items.length > 0)) {
      more = true;
      break;
    }
    items.push(item);
    texts.push(text);
  }
  if (!hasStarted) throw unknownCursor();
  return { items, json: `[${texts.join(",")}]`, more };
}

function unknownCursor(): Fault {
  const message = "No item of this list has this id.";
  return new Fault("does_not_fit", `before: ${message}`, { errors: [{ path: "before", message }] });
}

const encoder = new TextEncoder();
const bytesOf = (text: string): number => encoder.encode(text).length;
