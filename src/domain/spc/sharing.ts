/** Schemas of a product's permissions. */
import { z } from "zod";
import { User } from "../session.ts";
import { permissions } from "./permission.ts";

export const PermissionSchema = z.enum(permissions);

export const ProductSharing = z.object({
  /** The permission of everyone in one of the owner's classes. */
  classes: PermissionSchema,
  /** Users with their own permission, including teachers. */
  users: z.array(z.object({ user: User, permission: PermissionSchema })),
});
export type ProductSharing = z.infer<typeof ProductSharing>;
