/** The audit log: what teachers and operators did that others may have to account for. */
import { z } from "zod";
import { IntId, Time } from "./ids.ts";

/** What is recorded. */
export const AuditAction = z.enum([
  "sign_in",
  "sign_out_others",
  "account.add",
  "account.remove",
  "account.export",
  "account.own_key",
  "token.create",
  "token.revoke",
  "device.create",
  "device.revoke",
  "session.change",
  "session.delete",
  "session.export",
  "session.expire",
  "co_teacher.invite",
  "co_teacher.remove",
  "screens.disconnect",
  "lesson.import",
  "lesson.export",
  "lesson.delete",
  "network.change",
  "product.change",
  "product.export",
  "product.delete",
  "measurement.delete",
  "limits.change",
  "limits.remove",
  "permissions.change",
  "study.delete",
  "folder.change",
  "folder.delete",
  "data.backup",
  "data.restore",
]);
export type AuditAction = z.infer<typeof AuditAction>;

/** From where it was done: the kind of the client's address, the command line, or the server itself. */
export const Origin = z.enum(["this_computer", "local_network", "internet", "command_line", "server"]);
export type Origin = z.infer<typeof Origin>;

export const AuditEntry = z.object({
  id: IntId,
  at: Time,
  /** Null if nobody was signed in. */
  user_id: IntId.nullable(),
  /** The account's name at that time; on the command line, the system's user. */
  user: z.string().nullable(),
  action: AuditAction,
  /** On what: the code of a class, or the kind and the id of something else. */
  target: z.string().nullable(),
  /** More about it: the fields that were changed, or why it failed. No names and no texts. */
  detail: z.string().nullable(),
  from: Origin,
  failed: z.boolean(),
});
export type AuditEntry = z.infer<typeof AuditEntry>;

/** The newest entries that are kept: of what was done, and of what failed, so that somebody who guesses evicts no other. */
export const maxAuditEntries = { done: 10_000, failed: 2000 };
