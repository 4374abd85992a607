/**
 * Deletes data that is no longer needed: sessions that a teacher deleted, with their pictures, pictures that no lesson
 * uses any more, guests without a seat, and credentials that expired long ago.
 */
import { getLogger } from "@logtape/logtape";
import { Elsewhere, type Placement } from "../domain/placement.ts";
import { credentialRetentionMs } from "../store/accounts.ts";
import type { Store } from "../store/open.ts";
import { logFailure } from "../store/storage-fault.ts";

const logger = getLogger(["lectern", "cleanup"]);

/** How long a picture for lessons is kept unused, in ms: a draft in a browser may have it. */
const unusedPictureMs = 30 * 24 * 60 * 60 * 1000;
/** How long one commit works, in milliseconds. Deleting a long class takes hundreds. */
const workMs = 8;
const dayMs = 24 * 60 * 60 * 1000;

export interface Cleanup {
  /** Finishes a deletion that has begun. If the disk fails meanwhile, the rest is deleted by a later `run`. */
  finish(session: string): Promise<void>;
  /** Resumes interrupted deletions, and deletes unused pictures, guest accounts without a seat and old credentials. */
  run(): Promise<void>;
  /** Adds work that is started and stopped with this. */
  runWith(task: Pick<Cleanup, "start" | "stop">): void;
  /** Runs now and then daily. */
  start(): void;
  /** Does nothing daily from now on: another program does it. */
  pause(): void;
  stop(): void;
}

export interface CleanupOptions {
  readonly store: Store;
  readonly placement: Placement;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Deletes the file of a picture. */
  readonly removePicture: (name: string) => void;
}

export function openCleanup({ store, placement, now, removePicture }: CleanupOptions): Cleanup {
  const tasks: Pick<Cleanup, "start" | "stop">[] = [];
  let stopped = false;
  let timer: Timer | undefined;

  /** Runs `slice` until it returns false, each commit in a turn of the event loop that has no other. */
  async function inSlices(slice: () => boolean): Promise<void> {
    for (let more = true; more && !stopped; ) {
      await store.writeLock.waitUntilFree();
      more = await new Promise<boolean>((resolve, reject) =>
        store.turns.next(() => {
          try {
            resolve(!stopped && store.log.batch(() => workOn(slice)));
          } catch (cause) {
            reject(cause);
          }
        }),
      );
    }
  }

  function removePictures(names: readonly string[]): boolean {
    for (const name of names) {
      removePicture(name);
      store.uploads.remove(name);
    }
    return names.length > 0;
  }

  async function finish(id: string): Promise<void> {
    await placement.enter(id);
    await inSlices(() => removePictures(store.uploads.names(id, 100)));
    await inSlices(() => store.deletions.deleteSome(id));
    placement.leave(id);
  }

  async function guarded(what: string, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (cause) {
      if (!(cause instanceof Elsewhere)) logFailure(logger, what, cause);
    }
  }

  async function run(): Promise<void> {
    await guarded("the deletion of sessions", async () => {
      for (const id of store.deletions.pending()) await guarded("the deletion of a session", () => finish(id));
    });
    await guarded("the deletion of unused pictures", () =>
      inSlices(() => removePictures(store.pictureUses.unused(now() - unusedPictureMs, 100))),
    );
    await guarded("the deletion of guests", () => inSlices(() => store.deletions.deleteSomeGuests(now() - dayMs)));
    await guarded("the deletion of expired credentials", () =>
      inSlices(() => store.deletions.deleteSomeCredentials(now() - credentialRetentionMs)),
    );
  }

  function pause(): void {
    clearInterval(timer);
    for (const task of tasks) task.stop();
  }

  return {
    finish: (session) => guarded("the deletion of a session", () => finish(session)),
    run,
    runWith: (task) => void tasks.push(task),
    start() {
      clearInterval(timer);
      for (const task of tasks) task.start();
      void run();
      timer = setInterval(() => void run(), dayMs);
      timer.unref();
    },
    pause,
    stop() {
      stopped = true;
      pause();
    },
  };
}

/** Runs `slice` for some milliseconds. Returns whether something is left. */
function workOn(slice: () => boolean): boolean {
  const until = performance.now() + workMs;
  let more = true;
  while (more && performance.now() < until) more = slice();
  return more;
}
