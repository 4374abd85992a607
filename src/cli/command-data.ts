/** Opens the data for a command: the database in the data folder, or the PostgreSQL database that servers share. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openCluster } from "../cluster/cluster.ts";
import { requireNoNodes } from "../cluster/whole.ts";
import { type Flags, readStorage } from "../config.ts";
import { openStore, type Store } from "../store/open.ts";
import { openPictureFiles, type PictureFiles } from "../store/picture-files.ts";
import { withPostgres } from "./database-copy.ts";
import { openRowProgress } from "./progress.ts";
import { lockData } from "./replace-folder.ts";
import { requireData } from "./running.ts";

export interface CommandData extends AsyncDisposable {
  readonly store: Store;
  readonly pictures: PictureFiles;
  /** Makes this command responsible for a place (`domain/placement.ts`), so that it may write there. */
  takeOver(place: string): Promise<void>;
  /** Resolves once everything that was written is saved. A command waits for it before it says that it is done. */
  saved(): Promise<void>;
  /** Removes from the disk what was deleted. A no-op with PostgreSQL, which does that automatically. */
  compact(): void;
}

interface OpenOptions {
  /** Whether the data folder is created if it does not exist. */
  readonly create?: boolean;
  /** Whether no server may run meanwhile. */
  readonly alone?: boolean;
}

/** Opens the data. Throws a `Refusal` if there is none. */
export async function openCommandData(
  flags: Pick<Flags, "data" | "database">,
  { create = false, alone = false }: OpenOptions = {},
): Promise<CommandData> {
  const { data, database } = readStorage(flags, process.env);
  if (database !== undefined) return await openShared(database, alone);
  if (!create) requireData(data);
  const lock = alone ? lockData(data) : undefined;
  const store = openStore(data);
  return {
    store,
    pictures: openPictureFiles(data),
    takeOver: async () => {},
    saved: async () => {},
    compact: store.persons.compact,
    async [Symbol.asyncDispose]() {
      store[Symbol.dispose]();
      lock?.[Symbol.dispose]();
    },
  };
}

/** Joins the servers of a database for as long as the command runs, with a copy in a temporary folder. */
async function openShared(url: string, alone: boolean): Promise<CommandData> {
  if (alone) await withPostgres(url, (postgres) => requireNoNodes(postgres.query));
  await using opened = new AsyncDisposableStack();
  const folder = mkdtempSync(join(tmpdir(), "lectern-command-"));
  opened.defer(() => rmSync(folder, { recursive: true, force: true }));
  const cluster = await openCluster({
    url,
    data: folder,
    now: Date.now,
    nodeUrl: () => undefined,
    idBlock: 2,
    onRows: openRowProgress("Copying the database"),
    onLost() {},
    onTaken() {},
  });
  opened.use(cluster);
  await cluster.join();
  opened.defer(() => cluster.handOver());
  const resources = opened.move();
  return {
    store: cluster.store,
    pictures: cluster.pictures,
    async takeOver(place) {
      await cluster.homes()?.takeOver(place);
    },
    async saved() {
      await cluster.store.confirm();
    },
    compact() {},
    [Symbol.asyncDispose]: () => resources.disposeAsync(),
  };
}
