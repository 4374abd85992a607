/** Schemas of folders: the products of one class or course, kept together on the board. */
import { z } from "zod";
import { Count, IntId, Time } from "../ids.ts";
import { Text } from "../text.ts";
import { accessLevels } from "./permission.ts";
import { Product } from "./product.ts";

/** Maximum number of products in a folder. */
export const maxInFolder = 200;
/** Maximum number of products that one call makes. */
export const maxTeams = 60;

/** The code of a class of the caller. */
const SessionCode = z.string().trim().min(1).max(40);

export const FolderInput = z.object({ name: Text(100), session_code: SessionCode.nullish() });
export type FolderInput = z.output<typeof FolderInput>;

export const FolderChange = z.object({
  name: Text(100).optional(),
  /** The class that it belongs to; `null` for none. */
  session_code: SessionCode.nullish(),
  /** Archives the folder and all of its products, or brings them back. */
  archived: z.boolean().optional(),
});
export type FolderChange = z.output<typeof FolderChange>;

export const Folder = z.object({
  id: IntId,
  name: z.string(),
  /** The code of the class that it belongs to. */
  session_code: z.string().nullable(),
  /** How many of its products the caller may see, without archived ones unless the folder is archived. */
  products: Count,
  /** The number of their unresolved alerts. */
  open_alerts: Count,
  archived: z.boolean(),
  /** The teacher who created it; `null` if it belongs to every teacher. */
  owner: z.object({ id: IntId, name: z.string() }).nullable(),
  permission: z.enum(accessLevels),
  created_at: Time,
});
export type Folder = z.infer<typeof Folder>;

/** Products for teams: copies of the settings of a template, with these names. */
export const TeamsInput = z.object({
  template: IntId,
  names: z.array(Text(200)).min(1).max(maxTeams),
});
export type TeamsInput = z.output<typeof TeamsInput>;

/** The link with which a team's phone enters values of its product. */
export const TeamLink = z.object({
  product: Product,
  device_id: IntId,
  /** Shown only in this answer. */
  token: z.string(),
  /** The page on which the phone enters values. */
  url: z.string(),
});
export type TeamLink = z.infer<typeof TeamLink>;

/** What the wall shows of a product, besides its chart. */
export const WallItem = z.object({
  product_id: IntId,
  /** Of the current phase; `null` if there are too few values, or it cannot be computed. */
  cpk: z.number().nullable(),
  ppk: z.number().nullable(),
  /** Whether there are enough values for a verdict. */
  is_sufficient: z.boolean(),
  /** Whether the process was stable, without which the indices predict nothing. */
  is_stable: z.boolean(),
  last_alert_at: Time.nullable(),
});
export type WallItem = z.infer<typeof WallItem>;
