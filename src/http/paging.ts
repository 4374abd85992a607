/** Pages of a list: how many, and before which id. */
import { z } from "zod";
import { IntId } from "../domain/ids.ts";

/** The largest page of a list. */
export const largestPage = 200;

export const PageSize = z.coerce.number().int().min(1).max(largestPage).default(largestPage);

/** An id in a query. */
export const QueryId = z.coerce.number().pipe(IntId);
