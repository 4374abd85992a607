/** What survives a reload: the entries of the outbox and the values of the board. */
import { expect, test } from "bun:test";
import { createEntryStorage, type WebStorage } from "../../src/client/entry-storage.ts";
import { memoryStorage } from "../support/memory-storage.ts";

interface Entry {
  readonly at: number;
  readonly text: string;
}
const isEntry = (stored: unknown): stored is Entry => typeof stored === "object" && stored !== null && "at" in stored;

test("entries are there after a reload, oldest first, until they are removed", () => {
  const storage = memoryStorage();
  const open = (prefix: string) => createEntryStorage({ storage, prefix, isEntry });
  open("mine.").put("b", { at: 2, text: "second" });
  open("mine.").put("a", { at: 1, text: "first" });
  open("yours.").put("a", { at: 3, text: "another's" });
  expect(open("mine.").list()).toEqual([
    { at: 1, text: "first" },
    { at: 2, text: "second" },
  ]);
  open("mine.").remove("a");
  expect(open("mine.").list()).toEqual([{ at: 2, text: "second" }]);
  expect(open("yours.").list()).toEqual([{ at: 3, text: "another's" }]);
});

test("old entries are removed, and nothing else is", () => {
  const storage = memoryStorage({ "mine.broken": "{", other: '{"at":1}' });
  const entries = createEntryStorage({ storage, prefix: "mine.", isEntry });
  for (const at of [1, 2, 3]) entries.put(String(at), { at, text: "" });
  entries.removeBefore(3);
  expect(entries.list().map(({ at }) => at)).toEqual([3]);
  expect([storage.getItem("other"), storage.getItem("mine.broken")]).toEqual(['{"at":1}', "{"]);
});

test("stored values that are not entries are ignored", () => {
  const storage = memoryStorage({ "mine.1": "{", "mine.2": "7", "mine.3": '{"at":1,"text":"ours"}', other: "{}" });
  expect(createEntryStorage({ storage, prefix: "mine.", isEntry }).list()).toEqual([{ at: 1, text: "ours" }]);
});

test("storage that is full, forbidden or absent causes no error", () => {
  const refuse = () => {
    throw new Error("QuotaExceededError");
  };
  const full: WebStorage = { ...memoryStorage(), setItem: refuse, removeItem: refuse, key: refuse, length: 1 };
  for (const storage of [full, undefined]) {
    const kept = createEntryStorage({ storage, prefix: "mine.", isEntry });
    kept.put("a", { at: 1, text: "lost with the page" });
    kept.remove("a");
    expect(kept.list()).toEqual([]);
  }
});
