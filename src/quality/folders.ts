/** Folders of products: lists, adds, changes and removes them. */
import { Fault } from "../domain/faults.ts";
import { toTime } from "../domain/ids.ts";
import type { Folder, FolderChange, FolderInput } from "../domain/spc/folder.ts";
import { includes } from "../domain/spc/permission.ts";
import type { FolderQuery, FolderRow } from "../store/folders.ts";
import type { Charts } from "./charts.ts";
import { findFolder, productEvent, visibleIn } from "./folder-access.ts";
import type { Access } from "./permission.ts";
import type { BoardServices } from "./services.ts";
import { createTeams, type Teams } from "./teams.ts";

export interface Folders extends Teams {
  /** The folders that they may see, newest first. */
  list(access: Access, query: Omit<FolderQuery, "products">): Folder[];
  /** Throws `folder_not_found`. */
  get(id: number, access: Access): Folder;
  /** Throws `session_not_found` if the class is not one of theirs. */
  make(input: FolderInput, access: Access): Promise<Folder>;
  change(id: number, change: FolderChange, access: Access): Promise<Folder>;
  /** Deletes a folder; its products stay, in no folder. Throws `folder_owner_only`. */
  remove(id: number, access: Access): Promise<void>;
}

export function createFolders(services: BoardServices, charts: Charts): Folders {
  const { store, turn } = services;

  function show(folder: FolderRow, access: Access): Folder {
    const { owner_id, archived_at, created_at, ...shown } = folder;
    const products = visibleIn(services, folder, access);
    const owner = owner_id === null ? undefined : store.permissions.user(owner_id);
    const permission = access.levelOfFolder(folder);
    return {
      ...shown,
      // A class code lets people in, so only those who teach see it.
      session_code: includes(permission, "all") ? shown.session_code : null,
      products: products.length,
      open_alerts: store.folders.openAlerts(products),
      archived: archived_at !== null,
      owner: owner ? { id: owner.id, name: owner.name } : null,
      permission,
      created_at: toTime(created_at),
    };
  }

  /** The id of a class that they teach. */
  function sessionOf(code: string | null | undefined, { user }: Access): string | null | undefined {
    if (code === null || code === undefined) return code;
    const session = store.sessions.find(code);
    if (!session || session.instructor_id !== user?.id) throw new Fault("session_not_found");
    return session.id;
  }

  return {
    ...createTeams(services, charts),
    list: (access, query) =>
      store.folders
        .list({ ...query, products: seesAllFolders(access) ? undefined : access.visible() })
        .flatMap((row) => {
          const folder = show(row, access);
          return includes(folder.permission, "read") ? [folder] : [];
        }),
    get: (id, access) => show(findFolder(services, id, { access }), access),
    make: ({ name, session_code }, access) =>
      turn.ask(() => {
        const owner_id = access.user?.role === "teacher" ? access.user.id : null;
        const folder = store.folders.add({ name, session_id: sessionOf(session_code, access) ?? null, owner_id });
        return { result: show(folder, access), events: [] };
      }),
    change: (id, { session_code, ...change }, access) =>
      turn.ask(() => {
        const folder = findFolder(services, id, { access, required: "all" });
        const { archived } = change;
        const products = archived === undefined ? [] : store.folders.products(id, !archived);
        for (const product of products) access.need("all", product);
        const session_id = sessionOf(session_code, access);
        store.folders.change(id, { ...change, ...(session_id !== undefined && { session_id }) });
        for (const product of products) store.products.move(product, { archived });
        return {
          result: show(findFolder(services, folder.id, { access }), access),
          events: products.map((product) => productEvent(services, product, "changed")),
        };
      }),
    remove: (id, access) =>
      turn.ask(() => {
        findFolder(services, id, { access, required: "own" });
        const products = store.folders.products(id);
        store.folders.remove(id);
        return { result: undefined, events: products.map((product) => productEvent(services, product, "changed")) };
      }),
  };
}

/** Whether they see folders without products, too: teachers, and everybody if the board is open. */
const seesAllFolders = (access: Access): boolean => includes(access.levelOfFolder({ owner_id: null }), "own");
