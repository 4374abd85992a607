/**
 * The pages of one browser that the states use one after the other. A used page is emptied instead of closed: a new
 * context costs the browser a window and a process, which has to compile every script again.
 */
import type { CDPSession } from "playwright-core";
import { laptop, type Seat, type Stage } from "../../test/browser/stage.ts";

interface Pooled extends Seat {
  readonly devtools: CDPSession;
}

export interface Pool {
  /** An empty page that nobody uses, on a touchscreen or not. */
  take(touch: boolean): Promise<Seat>;
  /** Empties every page that was taken. */
  giveBack(): Promise<void>;
}

export function openPool(stage: Stage): Pool {
  const free = new Map<boolean, Pooled[]>([
    [true, []],
    [false, []],
  ]);
  const taken: [touch: boolean, pooled: Pooled][] = [];

  async function open(touch: boolean): Promise<Pooled> {
    const { context, page } = await stage.seat({ ...laptop, hasTouch: touch });
    // A page with unsaved text asks before it is left.
    page.on("dialog", (dialog) => (dialog.type() === "beforeunload" ? dialog.accept() : dialog.dismiss()));
    return { context, page, devtools: await context.newCDPSession(page) };
  }

  /** Leaves the page, which closes its connections, and deletes all that it has stored. */
  async function empty({ context, page, devtools }: Pooled): Promise<void> {
    for (const other of context.pages()) if (other !== page) await other.close();
    await page.unrouteAll({ behavior: "ignoreErrors" });
    const { origin } = new URL(page.url());
    if (origin === stage.origin) await page.evaluate(() => sessionStorage.clear());
    await page.goto("about:blank");
    await devtools.send("Storage.clearDataForOrigin", { origin: stage.origin, storageTypes: "all" });
    await context.clearCookies();
    await page.emulateMedia({ colorScheme: "light", reducedMotion: "reduce" });
    await page.setViewportSize(laptop.viewport);
  }

  return {
    async take(touch) {
      const pooled = free.get(touch)?.pop() ?? (await open(touch));
      taken.push([touch, pooled]);
      return pooled;
    },
    async giveBack() {
      await Promise.all(
        taken.splice(0).map(async ([touch, pooled]) => {
          await empty(pooled);
          free.get(touch)?.push(pooled);
        }),
      );
    },
  };
}
