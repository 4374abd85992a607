/** Permissions for a product. Without schemas, so that pages can import them without zod. */

/** The permissions that can be granted to a class or to a single user. */
export const permissions = ["none", "read", "write"] as const;
export type Permission = (typeof permissions)[number];

/**
 * In ascending order. `read`: read everything. `write`: also measure, and undo or correct one's own last values. `all`:
 * also change limits, alerts and everybody's values. `own`: also delete the product and set its permissions.
 */
export const accessLevels = [...permissions, "all", "own"] as const;
export type AccessLevel = (typeof accessLevels)[number];

/** Returns whether `level` includes `required`. */
export const includes = (level: AccessLevel, required: AccessLevel): boolean =>
  accessLevels.indexOf(level) >= accessLevels.indexOf(required);

/** How many of their own last values a user with `write` may undo or correct. */
export const undoLimit = 20;
