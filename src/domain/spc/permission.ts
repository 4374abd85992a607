/** What somebody may do with a product. No schema here, so that the pages can import it without zod. */

/** What may be granted to a class or to a single user. */
export const permissions = ["none", "read", "write"] as const;
export type Permission = (typeof permissions)[number];

/**
 * From the least to the most. `read`: the chart and all that is known. `write`: also to measure, and to undo or correct
 * one's own last values. `all`: also limits, alerts, everybody's values. `own`: also to delete the product and to say who
 * may do what.
 */
export const accessLevels = [...permissions, "all", "own"] as const;
export type AccessLevel = (typeof accessLevels)[number];

/** Whether `level` includes `least`. */
export const includes = (level: AccessLevel, least: AccessLevel): boolean =>
  accessLevels.indexOf(level) >= accessLevels.indexOf(least);

/** How many of their own last values somebody with `write` may undo or correct. */
export const undoable = 20;
