/**
 * Power cuts: `power.c` records what a server writes, syncs and sends; from that, this makes the disk as it could be
 * found after the power has failed at any moment. What was synced is there; of what was not, anything may be.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Chance } from "./chance.ts";
import { slowDiskNeeds } from "./slow-disk.ts";

/** The C compiler, and Linux: without them this test is skipped. */
export const powerNeeds = slowDiskNeeds;

/** Compiles the recorder into folder `dir`; gives the environment for the process whose disk is recorded into `trace`. */
export async function recordPower(dir: string, trace: string): Promise<Record<string, string>> {
  const library = join(dir, "power.so");
  const command = [
    powerNeeds ?? "cc",
    "-shared",
    "-fPIC",
    "-O1",
    "-o",
    library,
    join(import.meta.dir, "power.c"),
    "-ldl",
  ];
  const compiler = Bun.spawn(command, { stdout: "inherit", stderr: "inherit" });
  if ((await compiler.exited) !== 0) throw new Error("power.c does not compile");
  return { LD_PRELOAD: library, POWER_TRACE: trace };
}

interface Operation {
  readonly op: "W" | "T" | "F" | "S";
  /** 0: the database; 1: its write-ahead log. */
  readonly file: 0 | 1;
  readonly offset: number;
  readonly bytes: Uint8Array;
}

export function readTrace(path: string): Operation[] {
  const trace = readFileSync(path);
  const records: Operation[] = [];
  for (let at = 0; at + 16 <= trace.length; ) {
    const length = trace.readUInt32LE(at + 4);
    const op = String.fromCharCode(trace.readUInt8(at)) as Operation["op"];
    const file = trace.readUInt8(at + 1) as 0 | 1;
    const offset = Number(trace.readBigUInt64LE(at + 8));
    records.push({ op, file, offset, bytes: trace.subarray(at + 16, at + 16 + length) });
    at += 16 + length;
  }
  return records;
}

/** A file as it grows, changes and shrinks. */
class Content {
  #bytes: Buffer;
  size: number;

  constructor(bytes: Uint8Array) {
    this.#bytes = Buffer.from(bytes);
    this.size = bytes.length;
  }

  apply({ op, offset, bytes }: Operation): void {
    if (op === "T") {
      if (offset < this.size) this.#bytes.fill(0, offset, this.size);
      this.size = offset;
      return;
    }
    const end = offset + bytes.length;
    if (end > this.#bytes.length) this.#bytes = Buffer.concat([this.#bytes], Math.max(end, this.#bytes.length * 2));
    this.#bytes.set(bytes, offset);
    this.size = Math.max(this.size, end);
  }

  copy(): Content {
    return new Content(this.#bytes.subarray(0, this.size));
  }

  bytes(): Uint8Array {
    return this.#bytes.subarray(0, this.size);
  }
}

/** The disk after a power cut, and what had been sent until then. */
export interface Image {
  readonly database: Uint8Array;
  readonly wal: Uint8Array;
  /** How many writes were not synced when the power failed. */
  readonly unsynced: number;
}

/** What survives of the unsynced writes: none, all, a random half, or the same with half a sector of one torn. */
const survivals: readonly ((records: readonly Operation[], chance: Chance) => readonly Operation[])[] = [
  () => [],
  (records) => records,
  (records, chance) => records.filter(() => chance() < 0.5),
  (records, chance) =>
    records
      .filter(() => chance() < 0.7)
      .map((record) => {
        if (record.op !== "W" || record.bytes.length <= 512 || chance() < 0.5) return record;
        const sectors = chance.below(record.bytes.length / 512);
        return { ...record, bytes: record.bytes.subarray(0, sectors * 512) };
      }),
];

/** Cuts the power `count` times at random moments; `see` gets each image with the text of everything sent by then. */
export function cutPower(
  { base, records, count, chance }: { base: Uint8Array; records: readonly Operation[]; count: number; chance: Chance },
  see: (image: Image, sent: () => Iterable<string>) => void,
): void {
  // Every other cut is right after a write; the last one is at the end, when everything has been sent.
  const writes = records.flatMap(({ op }, n) => (op === "W" ? [n + 1] : []));
  const cuts = Array.from({ length: count - 1 }, (_, n) => (n % 2 ? chance.of(writes) : chance.below(records.length)));
  cuts.push(records.length);
  cuts.sort((a, b) => a - b);
  const synced = [new Content(base), new Content(new Uint8Array())] as const;
  const waiting: [Operation[], Operation[]] = [[], []];
  const sent: string[] = [];
  let at = 0;
  for (const cut of cuts) {
    for (; at < cut; at++) {
      const record = records[at] as Operation;
      if (record.op === "S") sent.push(Buffer.from(record.bytes).toString("latin1"));
      else if (record.op === "F") {
        for (const write of waiting[record.file]) synced[record.file].apply(write);
        waiting[record.file] = [];
      } else waiting[record.file].push(record);
    }
    const survive = chance.of(survivals);
    const [database, wal] = [0, 1].map((file) => {
      const content = (synced[file] as Content).copy();
      for (const write of survive(waiting[file] as Operation[], chance)) content.apply(write);
      return content.bytes();
    }) as [Uint8Array, Uint8Array];
    see({ database, wal, unsynced: waiting[0].length + waiting[1].length }, () => sent.splice(0));
  }
}
