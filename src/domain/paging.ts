/** Pages of a list that grows with a class: bounded by a number of items and by bytes. */
import { z } from "zod";
import { Fault } from "./faults.ts";
import { IntId } from "./ids.ts";

/** The most items of a page. */
export const largestPage = 200;
/** The most bytes of a response, but for the report of a class. */
const maxBytes = 1024 * 1024;

/** An integer id in a query. */
export const QueryId = z.coerce.number().pipe(IntId);

/** The query of a list whose items have ids of this schema; `size` is the usual page. */
export const pageQuery = <Id extends z.ZodType>(id: Id, size = 50) =>
  z.object({
    limit: z.coerce
      .number()
      .int()
      .min(1)
      .max(largestPage)
      .default(size)
      .describe(
        "The most items of the page. Fewer come if the response would exceed 1 MiB; `Link` says whether more follow.",
      ),
    before: id
      .optional()
      .describe("The id of the last item of the page before: this page continues behind it, in the order of the list."),
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
 * The page of a list that begins behind the item `before`, or at its start. It ends early rather than exceed `bytes`,
 * but has one item at least. Throws `does_not_fit` if no item of the list has that id.
 */
export function pageOf<T>(
  list: Iterable<T>,
  { limit, before, bytes = maxBytes }: PageQuery & { readonly bytes?: number },
  idOf: (item: T) => string | number,
): Page<T> {
  const items: T[] = [];
  const texts: string[] = [];
  let behind = before === undefined;
  let more = false;
  let left = bytes - 2;
  for (const item of list) {
    if (!behind) {
      behind = idOf(item) === before;
      continue;
    }
    const text = JSON.stringify(item);
    left -= bytesOf(text) + 1;
    if (items.length === limit || (left < 0 && items.length > 0)) {
      more = true;
      break;
    }
    items.push(item);
    texts.push(text);
  }
  if (!behind) throw unknownCursor();
  return { items, json: `[${texts.join(",")}]`, more };
}

function unknownCursor(): Fault {
  const message = "No item of this list has this id.";
  return new Fault("does_not_fit", `before: ${message}`, { errors: [{ path: "before", message }] });
}

const encoder = new TextEncoder();
const bytesOf = (text: string): number => encoder.encode(text).length;
