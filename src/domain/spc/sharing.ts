/** Who may see and measure a product, as it is read and set. */
import { z } from "zod";
import { User } from "../session.ts";
import { permissions } from "./permission.ts";

export const PermissionWord = z.enum(permissions);

export const ProductSharing = z.object({
  /** What everyone in one of the owner's classes may do. */
  classes: PermissionWord,
  /** Users for whom something else was set, teachers included. */
  users: z.array(z.object({ user: User, permission: PermissionWord })),
});
export type ProductSharing = z.infer<typeof ProductSharing>;
