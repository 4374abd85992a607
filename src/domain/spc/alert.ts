/** Schemas of alerts, their statistics, notification preferences and devices. */
import { z } from "zod";
import { Count, IntId, Time } from "../ids.ts";
import { OptionalText, Text } from "../text.ts";
import { alertStatuses, alertTypes } from "./alerts.ts";
import { RuleNumber } from "./words.ts";

const AlertType = z.enum(alertTypes);
export const AlertStatus = z.enum(alertStatuses);
/** 4 is the most urgent. */
export const Priority = z.number().int().min(1).max(4);

export const AlertInput = z.object({
  product: IntId,
  alert_type: AlertType.default("CUSTOM"),
  priority: Priority.default(1),
  title: Text(200),
  message: OptionalText(2000).transform((text) => text ?? ""),
});
export type AlertInput = z.output<typeof AlertInput>;

export const Alert = z.object({
  id: IntId,
  product_code: z.string(),
  product_name: z.string(),
  alert_type: AlertType,
  priority: Priority,
  title: z.string(),
  message: z.string(),
  status: AlertStatus,
  created_at: Time,
});
export type Alert = z.infer<typeof Alert>;

/** The figures that an alert is based on, independent of language. */
export const AlertDetail = z.object({
  subgroup_number: IntId.optional(),
  /** The value or point that exceeded a limit, and that limit. */
  value: z.number().optional(),
  limit: z.number().optional(),
  /** The newly violated rule, and the subgroups of its points. */
  rule: RuleNumber.optional(),
  points: z.array(IntId).optional(),
  cpk: z.number().optional(),
  /** For an alert that combines several of one import: their number, and the range of their subgroups. */
  count: z.number().int().optional(),
  from_subgroup: IntId.optional(),
  to_subgroup: IntId.optional(),
});
export type AlertDetail = z.infer<typeof AlertDetail>;

/** What the text of an automatic alert is made from: its detail, and two facts that are part of the text only. */
export interface AlertFigures extends AlertDetail {
  readonly sample_number?: number;
  /** The chart whose limit was exceeded. */
  readonly chart?: "location" | "spread" | "low";
}

/** An alert with its figures and status times. */
export const AlertRecord = Alert.extend({
  product_id: IntId,
  /** `null` if a person wrote the alert. */
  detail: AlertDetail.nullable(),
  acknowledged_at: Time.nullable(),
  resolved_at: Time.nullable(),
});
export type AlertRecord = z.infer<typeof AlertRecord>;

/** An alert as it is stored. `title` and `message` of an automatic alert are empty: they are made from `detail`. */
export interface StoredAlert extends Omit<AlertRecord, "detail"> {
  readonly detail: AlertFigures | null;
}

export const AlertChange = z.object({ status: AlertStatus });

const counted = { count: Count };

/** Numbers of alerts since `from`. */
export const Statistics = z.object({
  days: z.number().int(),
  from: Time,
  total: Count,
  open: Count,
  by_day: z.array(z.object({ date: z.iso.date(), ...counted })),
  by_type: z.array(z.object({ alert_type: AlertType, ...counted })),
  by_priority: z.array(z.object({ priority: Priority, ...counted })),
  by_product: z.array(z.object({ product_id: IntId, product_code: z.string(), product_name: z.string(), ...counted })),
});
export type Statistics = z.infer<typeof Statistics>;

/** Notification preferences of a user: the products (`null`: all) and the lowest priority. */
export const Preferences = z.object({ products: z.array(IntId).max(1000).nullable(), min_priority: Priority });
export type Preferences = z.infer<typeof Preferences>;

/** A device that writes measurements, such as a phone at the machine. */
export const Device = z.object({
  id: IntId,
  name: z.string(),
  /** The only product it may write to; `null`: any. */
  product_id: IntId.nullable(),
  created_at: Time,
  last_used_at: Time.nullable(),
});
export type Device = z.infer<typeof Device>;
