/** Records in the audit log what is done on the command line. */
import type { Database } from "bun:sqlite";
import { userInfo } from "node:os";
import type { AuditAction } from "../domain/audit.ts";
import { addEntries, type NewAuditEntry } from "../store/audit.ts";
import type { Store } from "../store/open.ts";

/** What was done on the command line. */
interface CommandRecord {
  readonly action: AuditAction;
  readonly target?: string | undefined;
  readonly detail?: string | undefined;
}

const toEntry = ({ action, target, detail }: CommandRecord): NewAuditEntry => ({
  at: Date.now(),
  user_id: null,
  user: systemUser(),
  action,
  target: target ?? null,
  detail: detail ?? null,
  from: "command_line",
  failed: false,
});

/** Records what a command did. */
export function recordCommand(store: Pick<Store, "audit">, record: CommandRecord): void {
  store.audit.add([toEntry(record)]);
}

/** The same in a database that is not opened as a store, because that would migrate it. */
export function recordIn(sqlite: Database, record: CommandRecord): void {
  addEntries(sqlite, [toEntry(record)]);
}

function systemUser(): string | null {
  try {
    return userInfo().username;
  } catch {
    // A container's user without a name.
    return null;
  }
}
