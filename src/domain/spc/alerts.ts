/** Types and statuses of alerts. Without schemas, so that pages can import them without zod. */

export const alertTypes = ["OUT_OF_SPEC", "OUT_OF_CONTROL", "RUN_RULE_VIOLATION", "LOW_CAPABILITY", "CUSTOM"] as const;
export type AlertType = (typeof alertTypes)[number];
/** The types of alerts that Lectern raises. */
export type AutomaticAlertType = Exclude<AlertType, "CUSTOM">;

/** In order; a status never goes back. */
export const alertStatuses = ["OPEN", "ACKNOWLEDGED", "RESOLVED"] as const;
export type AlertStatus = (typeof alertStatuses)[number];

/** The largest absolute value of a measurement: a million squares of it can be summed without loss of precision. */
export const maxValue = 1e12;

/** A cpk below this raises an alert. */
export const minCapableCpk = 1.33;

/** What users are notified of who have not chosen, and visitors without an account: every alert. */
export const defaultPreferences = { products: null, min_priority: 1 } as const;
