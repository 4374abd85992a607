/** Why there are alerts, and what becomes of them. Here by themselves, for the pages: no schema comes with them. */

export const alertTypes = ["OUT_OF_SPEC", "OUT_OF_CONTROL", "RUN_RULE_VIOLATION", "LOW_CAPABILITY", "CUSTOM"] as const;
export type AlertType = (typeof alertTypes)[number];

/** In the order they go through; none goes back. */
export const alertStatuses = ["OPEN", "ACKNOWLEDGED", "RESOLVED"] as const;
export type AlertStatus = (typeof alertStatuses)[number];

/** The largest value that may be measured, either side of zero: squares of it can still be summed by the million. */
export const largestValue = 1e12;

/** A capability index under this makes an alert. */
export const capable = 1.33;
