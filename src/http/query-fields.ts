/** Fields of a list's query. */
import { z } from "zod";

/** Words to search for: the first ten count. */
export const Search = z.string().max(200).optional();

/** `true` or `false`. */
export const Flag = z.enum(["true", "false"]).transform((text) => text === "true");
