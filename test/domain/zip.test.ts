/** Zip archives: what is written can be read, by us and by others' rules; what is too large is not unpacked. */
import { describe, expect, test } from "bun:test";
import { fromZip, toZip } from "../../src/domain/zip.ts";

const at = new Date(2026, 10, 21, 9, 30);
const limits = { maxFiles: 10, maxBytes: 1_000_000 };
const pack = (...entries: Parameters<typeof toZip>[0] extends Iterable<infer E> ? E[] : never) =>
  Uint8Array.from(Buffer.concat([...toZip(entries, at)]));
const text = (bytes: Uint8Array | undefined) => new TextDecoder().decode(bytes);

describe("a zip archive", () => {
  test("contains text and bytes under their paths, also Korean ones", () => {
    const archive = pack(
      ["읽기.md", ["# 안녕", "하세요\n"]],
      ["pictures/1.png", [Uint8Array.of(1, 2, 3)]],
      ["empty", []],
    );
    const files = fromZip(archive, limits);
    expect([...files.keys()]).toEqual(["읽기.md", "pictures/1.png", "empty"]);
    expect(text(files.get("읽기.md"))).toBe("# 안녕하세요\n");
    expect(files.get("pictures/1.png")).toEqual(Uint8Array.of(1, 2, 3));
    expect(files.get("empty")?.length).toBe(0);
  });

  test("is written while its contents are read", () => {
    let read = 0;
    const content = function* () {
      for (; read < 1000; read++) yield crypto.getRandomValues(new Uint8Array(4096));
    };
    const pieces = toZip([["long.bin", content()]], at);
    pieces.next();
    expect(read).toBeLessThan(100);
    expect([...pieces].length).toBeGreaterThan(10);
    expect(read).toBe(1000);
  });

  test("is rejected if it has too many files, unpacks to too much, or is none", () => {
    const two = pack(["a", ["1"]], ["b", ["2"]]);
    expect(() => fromZip(two, { ...limits, maxFiles: 1 })).toThrow("too large");
    const bomb = pack(["a", [new Uint8Array(2_000_000)]]);
    expect(bomb.length).toBeLessThan(10_000);
    expect(() => fromZip(bomb, limits)).toThrow("too large");
    expect(() => fromZip(new TextEncoder().encode("no archive"), limits)).toThrow();
    expect(() => fromZip(two.subarray(0, two.length - 10), limits)).toThrow();
  });

  test("never unpacks more than it declares", () => {
    const bomb = pack(["a", [new Uint8Array(2_000_000)]]);
    const view = new DataView(bomb.buffer);
    const directory = view.getUint32(bomb.length - 6, true);
    view.setUint32(directory + 24, 100, true);
    let unpacked = 0;
    try {
      unpacked = fromZip(bomb, limits).get("a")?.length ?? 0;
    } catch {}
    expect(unpacked).toBeLessThanOrEqual(100);
  });
});
