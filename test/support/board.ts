/** A quality board on a real store, and no sockets: for what is about order, clocks and disks. */
import { Database } from "bun:sqlite";
import type { z } from "zod";
import { Fault } from "../../src/domain/faults.ts";
import { ProductInput } from "../../src/domain/spc/product.ts";
import type { Access } from "../../src/quality/permission.ts";
import { openQuality, type Quality } from "../../src/quality/quality.ts";
import { createStore, type Store } from "../../src/store/open.ts";
import { morning } from "./room.ts";

export interface TestBoard extends Disposable {
  readonly sqlite: Database;
  readonly store: Store;
  readonly quality: Quality;
  /** Of somebody who may do everything. */
  readonly access: Access;
  /** The clock, in milliseconds since 1970; it advances only if a test moves it. */
  readonly clock: { now: number };
  /** Opens the board again from the stored data alone. */
  again(): Quality;
  /** Measures values of a product, as one list. */
  measure(product: number, ...values: number[]): Promise<number[]>;
}

const noServer = () => {
  throw new Error("no socket listens at this board");
};

/** A board with one product, between 0 and 20, in subgroups of so many, or with other settings. */
export async function openTestBoard(
  subgroup_size = 1,
  settings: Partial<z.input<typeof ProductInput>> = {},
): Promise<TestBoard> {
  const clock = { now: morning };
  const now = () => clock.now;
  const sqlite = new Database(":memory:", { strict: true });
  const store = createStore(sqlite, { now });
  const boards = new DisposableStack();
  const open = () => boards.use(openQuality({ store, now, anonymous: true, server: noServer }));
  const quality = open();
  await quality.make(
    ProductInput.parse({ code: "BOLT", name: "Bolt", lsl: 0, usl: 20, subgroup_size, ...settings }),
    quality.access(undefined),
  );
  return {
    sqlite,
    store,
    quality,
    access: quality.access(undefined),
    clock,
    again: open,
    async measure(product, ...values) {
      const taken = await quality.measuring.record(
        values.map((measurement_value) => ({ product, measurement_value })),
        null,
      );
      return taken.map(({ id }) => id);
    },
    [Symbol.dispose]() {
      boards.dispose();
      store[Symbol.dispose]();
    },
  };
}

/** Resolves with "ok", or with the code of the fault if the work was refused. */
export const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => "ok",
    (thrown: unknown) => {
      if (thrown instanceof Fault) return thrown.code;
      throw thrown;
    },
  );
