/** Opens the database: one SQLite file in the data folder, migrated to this version's schema. */

import { Database } from "bun:sqlite";
import { chmodSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { getLogger } from "@logtape/logtape";
import { drizzle } from "drizzle-orm/bun-sqlite";
import { type Accounts, fillNameKeys, openAccounts } from "./accounts.ts";
import { type Alerts, openAlerts } from "./alerts.ts";
import { type AuditLog, openAudit } from "./audit.ts";
import { type Blocks, openBlocks } from "./blocks.ts";
import { type CauseStore, openCauses } from "./causes.ts";
import { openCheckpoints } from "./checkpoints.ts";
import { type CoTeachers, openCoTeachers } from "./co-teachers.ts";
import { copyInto } from "./copy.ts";
import { type Corrections, openCorrections } from "./corrections.ts";
import { type Deletions, openDeletions } from "./deletions.ts";
import { type Devices, openDevices } from "./devices.ts";
import { type Mark, openEpoch, openMark } from "./epoch.ts";
import { type Exports, openExports } from "./exports.ts";
import { type Folders, openFolders } from "./folders.ts";
import { type GaugeStudies, openGaugeStudies } from "./gauge-studies.ts";
import { type Imports, openImports } from "./imports.ts";
import { type Lessons, openLessons } from "./lessons.ts";
import { type Log, openLog } from "./log.ts";
import { type Measurements, openMeasurements } from "./measurements.ts";
import { migrateDatabase } from "./migrating.ts";
import { type OverviewPoints, openOverviewPoints } from "./overview-points.ts";
import { openPermissions, type Permissions } from "./permissions.ts";
import { openPersons, type Persons } from "./persons.ts";
import { openPictureUses, type PictureUses } from "./picture-uses.ts";
import { openPointChanges, type PointChanges } from "./point-changes.ts";
import { openProducts, type Products } from "./products.ts";
import { openProgramTokens, type ProgramTokens } from "./program-tokens.ts";
import { openScreens, type Screens } from "./screens.ts";
import { openSeatIndex, type SeatIndex } from "./seats.ts";
import { openSessions, type Sessions } from "./sessions.ts";
import { openStateStore, type StateStore } from "./snapshots.ts";
import { logFailure } from "./storage-fault.ts";
import { openTags, type TagStore } from "./tags.ts";
import { type CommitTurns, openCommitTurns } from "./turns.ts";
import { openUploads, type Uploads } from "./uploads.ts";
import { openWriteLock, type WriteLock } from "./write-lock.ts";

export interface Store extends Disposable {
  /** The path of the database; undefined if it is in memory. */
  readonly file: string | undefined;
  readonly log: Log;
  readonly snapshots: StateStore;
  readonly users: Accounts;
  readonly lessons: Lessons;
  readonly sessions: Sessions;
  readonly products: Products;
  readonly folders: Folders;
  readonly permissions: Permissions;
  readonly measurements: Measurements;
  readonly imports: Imports;
  readonly corrections: Corrections;
  readonly blocks: Blocks;
  readonly overviewPoints: OverviewPoints;
  readonly pointChanges: PointChanges;
  readonly tags: TagStore;
  readonly causes: CauseStore;
  readonly alerts: Alerts;
  readonly devices: Devices;
  readonly programTokens: ProgramTokens;
  readonly exports: Exports;
  readonly gaugeStudies: GaugeStudies;
  readonly uploads: Uploads;
  readonly screens: Screens;
  readonly pictureUses: PictureUses;
  /**
   * Resolves once everything that was committed until now is saved everywhere it must be; rejects with `unavailable` if it
   * was undone. Undefined if it is saved already, as it always is with SQLite alone.
   */
  readonly confirm: (undoneBefore?: number) => Promise<void> | undefined;
  /** How many commits were undone. If that has grown since `undoneBefore`, `confirm` rejects: one may have been the caller's. */
  undone(): number;
  /** Drops what is kept in memory, because rows were changed by other means. */
  forget(): void;
  /** Spreads commits over turns of the event loop. */
  readonly turns: CommitTurns;
  readonly writeLock: WriteLock;
  /** Switches to serving: from then on nothing here blocks the event loop for long, as it may at start and in the CLI. */
  serve(): void;
  readonly seats: SeatIndex;
  readonly coTeachers: CoTeachers;
  readonly deletions: Deletions;
  readonly audit: AuditLog;
  readonly persons: Persons;
  /** Identifies the history of this database; it changes when a backup is restored. */
  readonly epoch: string;
  /** Starts a new history, as after a restore, and returns its epoch. */
  newEpoch(): string;
  /** The mark by which `history.ts` recognizes this database. */
  readonly mark: Mark;
  /** Writes a copy of the database into `file`, which must not exist. The copy gets a new epoch when it is opened. */
  backup(file: string): void;
}

const logger = getLogger(["lectern", "store"]);

/** The database file's name in the data folder. */
export const databaseFile = "lectern.db";

/** Opens the store in folder `dir`, creating the folder if it does not exist. `now` returns milliseconds since 1970. */
export function openStore(dir: string, now: () => number = Date.now): Store {
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  makePrivate(dir);
  const file = join(dir, databaseFile);
  return createStore(new Database(file, { create: true, strict: true }), { now, file });
}

/** Makes the folder accessible to its owner only. If another user owns it, its permissions stay as they are. */
function makePrivate(dir: string): void {
  try {
    chmodSync(dir, 0o700);
  } catch (cause) {
    if (!(cause instanceof Error && "code" in cause && cause.code === "EPERM")) throw cause;
  }
}

/** A command's answer means that it survives a power cut: WAL needs FULL for that. */
function makeDurable(sqlite: Database): void {
  sqlite.run("PRAGMA journal_mode = WAL");
  sqlite.run("PRAGMA synchronous = FULL");
  sqlite.run("PRAGMA fullfsync = ON");
  sqlite.run("PRAGMA checkpoint_fullfsync = ON");
}

export interface StoreOptions {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** The path of the database, if it is not in memory. */
  readonly file?: string | undefined;
  /** See `Store` (default: a commit is saved when it returns). */
  readonly commits?: Pick<Store, "confirm" | "undone">;
  /** Ids of new rows (default: SQLite numbers them). Needed if other programs add rows at the same time. */
  readonly ids?: { readonly user: () => number; readonly invitation: () => number; readonly auditEntry: () => number };
}

/** The commits of SQLite alone: they are saved when they return. */
const saved = { confirm: () => undefined, undone: () => 0 };

/** Creates the store on an open database, which it closes when disposed. */
export function createStore(sqlite: Database, { now, file, commits = saved, ids }: StoreOptions): Store {
  const writeLock = openWriteLock(sqlite);
  makeDurable(sqlite);
  const db = drizzle(sqlite);
  try {
    migrateDatabase(sqlite, { file });
  } catch (cause) {
    sqlite.close();
    throw cause;
  }
  sqlite.run("PRAGMA foreign_keys = ON");
  fillNameKeys(db);

  const users = openAccounts(sqlite, db, { now, newId: ids?.user });
  const epoch = openEpoch(db);
  const turns = openCommitTurns();
  const disposables = new DisposableStack();

  const log = openLog(sqlite, db, writeLock);

  return {
    file,
    log,
    ...commits,
    forget() {
      log.forget();
      users.forgetDeleted();
    },
    snapshots: openStateStore(sqlite, writeLock),
    turns,
    writeLock,
    users,
    lessons: openLessons(db, now),
    sessions: openSessions(sqlite, db),
    products: openProducts(db, now),
    folders: openFolders(db, now),
    permissions: openPermissions(db),
    measurements: openMeasurements(db),
    imports: openImports(db),
    corrections: openCorrections(db),
    blocks: openBlocks(db),
    overviewPoints: openOverviewPoints(db),
    pointChanges: openPointChanges(db),
    tags: openTags(db),
    causes: openCauses(db),
    alerts: openAlerts(db),
    devices: openDevices(db, users, now),
    programTokens: openProgramTokens(db, { accounts: users, lock: writeLock, now }),
    exports: openExports(db),
    gaugeStudies: openGaugeStudies(db),
    uploads: openUploads(db),
    screens: openScreens(db, now),
    pictureUses: openPictureUses(db),
    seats: openSeatIndex(db),
    coTeachers: openCoTeachers(db, { now, newId: ids?.invitation }),
    deletions: openDeletions(sqlite, { accounts: users, log, now }),
    audit: openAudit(sqlite, db, ids?.auditEntry),
    persons: openPersons(sqlite, users),
    get epoch() {
      return epoch.current;
    },
    newEpoch: epoch.renew,
    mark: openMark(db),
    backup: (file) => copyInto(sqlite, file),
    serve() {
      writeLock.limitBlocking();
      disposables.use(openCheckpoints(sqlite, turns));
    },
    [Symbol.dispose]() {
      disposables.dispose();
      try {
        sqlite.run("PRAGMA wal_checkpoint(TRUNCATE)");
      } catch (cause) {
        // On a full disk the write-ahead log remains as a file: nothing is lost.
        logFailure(logger, "the last checkpoint", cause);
      }
      sqlite.close(true);
    },
  };
}
