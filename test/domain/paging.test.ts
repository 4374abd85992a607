import { describe, expect, test } from "bun:test";
import { pageOf, pageQuery, QueryId } from "../../src/domain/paging.ts";

const items = (count: number, text = "") => Array.from({ length: count }, (_, n) => ({ id: count - n, text }));
const idOf = ({ id }: { id: number }) => id;
const page = (list: Iterable<{ id: number; text: string }>, query: { limit: number; before?: number }) => {
  const { items, json, more } = pageOf(list, query, idOf);
  expect(JSON.parse(json)).toEqual(items);
  return [items.map(idOf), more];
};

describe("a page", () => {
  test("has the requested number of items, and says whether more follow", () => {
    expect(page(items(5), { limit: 2 })).toEqual([[5, 4], true]);
    expect(page(items(5), { limit: 2, before: 4 })).toEqual([[3, 2], true]);
    expect(page(items(5), { limit: 2, before: 2 })).toEqual([[1], false]);
    expect(page(items(5), { limit: 5 })).toEqual([[5, 4, 3, 2, 1], false]);
    expect(page(items(5), { limit: 2, before: 1 })).toEqual([[], false]);
    expect(page([], { limit: 2 })).toEqual([[], false]);
  });

  test("continues after an item in the list's own order", () => {
    const list = [7, 2, 9, 4].map((id) => ({ id, text: "" }));
    expect(page(list, { limit: 2, before: 2 })).toEqual([[9, 4], false]);
    expect(() => page(list, { limit: 2, before: 3 })).toThrow("before: No item of this list has this id.");
  });

  test("ends before it exceeds 1 MiB, counted as UTF-8", () => {
    // Three bytes per letter.
    const list = items(200, "한".repeat(4000));
    const { items: first, json, more } = pageOf(list, { limit: 200 }, idOf);
    const bytes = Buffer.byteLength(json);
    expect([more, bytes <= 1024 * 1024, bytes > 1024 * 1024 - 13_000]).toEqual([true, true, true]);
    let count = 0;
    for (let before: number | undefined; ; ) {
      const { items, more } = pageOf(list, { limit: 200, before }, idOf);
      count += items.length;
      before = items.at(-1)?.id;
      if (!more) break;
    }
    expect([first.length < 100, count]).toEqual([true, 200]);
  });

  test("has one item even if that is larger than 1 MiB", () => {
    const huge = items(3, "x".repeat(1024 * 1024));
    expect(page(huge, { limit: 3 })).toEqual([[3], true]);
    expect(page(huge, { limit: 3, before: 2 })).toEqual([[1], false]);
  });

  test("reads only one item more of the list than it returns", () => {
    let taken = 0;
    function* endless() {
      for (;;) yield { id: taken++, text: "" };
    }
    pageOf(endless(), { limit: 3 }, idOf);
    expect(taken).toBe(4);
  });
});

test("the query of a page has a limit of 1 to 200, 50 by default, and an id", () => {
  const query = pageQuery(QueryId);
  expect(query.parse({})).toEqual({ limit: 50 });
  expect(query.parse({ limit: "200", before: "7" })).toEqual({ limit: 200, before: 7 });
  for (const wrong of [
    { limit: "0" },
    { limit: "201" },
    { limit: "x" },
    { limit: "1.5" },
    { before: "x" },
    { before: "0" },
  ]) {
    expect({ wrong, fits: query.safeParse(wrong).success }).toEqual({ wrong, fits: false });
  }
});
