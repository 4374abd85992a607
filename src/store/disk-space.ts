/** Free space on the disk of the data folder: pictures must not use up the space that the database needs. */
import { statfs } from "node:fs/promises";
import { Fault } from "../domain/faults.ts";

/** In bytes. */
export interface DiskSpace {
  readonly free: number;
  readonly total: number;
}

/** Pictures are rejected if less than this is free, in bytes or as a share of the disk. */
const minFree = 200 * 1024 * 1024;
const minShare = 0.02;

export async function diskSpace(folder: string): Promise<DiskSpace> {
  const { bavail, blocks, bsize } = await statfs(folder);
  return { free: bavail * bsize, total: blocks * bsize };
}

/** Throws `storage_low` if there is too little space for pictures. */
export function requireSpace({ free, total }: DiskSpace): void {
  if (free < minFree || free < total * minShare) throw new Fault("storage_low");
}
