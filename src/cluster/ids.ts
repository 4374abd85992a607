/** Ids that two nodes must not give twice: each node reserves a block of them ahead of time. */
import { getLogger } from "@logtape/logtape";
import { Fault } from "../domain/faults.ts";
import type { Postgres } from "./postgres.ts";

const logger = getLogger(["lectern", "cluster"]);

/** How many ids a node reserves at a time. The next block is reserved once half of one is used. */
const defaultBlockSize = 4000;

export interface IdBlock {
  /** Throws `unavailable` if none is left. */
  next(): number;
}

export interface IdOptions {
  readonly name: string;
  /** The first id, if nobody has reserved any. */
  readonly first: number;
  readonly blockSize?: number | undefined;
}

/** Opens the ids of `name`. */
export async function openIds(postgres: Postgres, options: IdOptions): Promise<IdBlock> {
  const { name, first, blockSize = defaultBlockSize } = options;
  const free: { next: number; end: number }[] = [];
  let reserving = false;

  async function reserve(): Promise<void> {
    const [row] = await postgres.query<{ next: string }>(
      `INSERT INTO lectern.numbers AS k (name, next) VALUES ($1, $2::bigint + ${blockSize})
      ON CONFLICT (name) DO UPDATE SET next = greatest(k.next, $2::bigint) + ${blockSize} RETURNING next::text`,
      [name, first],
    );
    const end = Number(row?.next);
    free.push({ next: end - blockSize, end });
  }

  function reserveLater(): void {
    if (reserving) return;
    reserving = true;
    reserve()
      .catch((cause) => logger.warn("no ids could be reserved: {cause}", { cause: String(cause) }))
      .finally(() => {
        reserving = false;
      });
  }

  await reserve();
  return {
    next() {
      if (free[0] && free[0].next === free[0].end) free.shift();
      const [block] = free;
      if (free.length < 2 && (!block || block.end - block.next < blockSize / 2)) reserveLater();
      if (!block) throw Fault.temporary("unavailable", 1000);
      const id = block.next;
      block.next += 1;
      return id;
    },
  };
}
