import { expect, test } from "bun:test";
import { toApi } from "../../src/client/api.ts";
import type { Fetched, Fetcher, MethodAndHeaders } from "../../src/client/http.ts";
import { qualityApiOver } from "../../src/client/quality-api.ts";

/** A fake server that sends these pages of a list one after another and records the requests. */
function paged(pages: readonly (readonly number[])[]) {
  const asked: string[] = [];
  const call: Fetcher = async <T>(_: MethodAndHeaders, path: string): Promise<Fetched<T>> => {
    const n = asked.push(path) - 1;
    const data = (pages[n] ?? []).map((id) => ({ id })) as T;
    return { data, status: 200, seq: 40 + n, next: n + 1 < pages.length ? `/list?page=${n + 1}` : undefined };
  };
  return { call, asked };
}

test("a list is read to its end, also if a page has fewer items than its limit", async () => {
  const board = paged([[5, 4], [3], [2, 1]]);
  expect((await qualityApiOver(board.call).products()).map(({ id }) => id)).toEqual([1, 2, 3, 4, 5]);
  expect(board.asked).toEqual(["/api/spc/products?limit=200", "/list?page=1", "/list?page=2"]);
  const folder = paged([[7]]);
  await qualityApiOver(folder.call).products(3);
  expect(folder.asked).toEqual(["/api/spc/products?folder=3&limit=200"]);
  const room = paged([[5], [4, 3]]);
  const { data, seq } = await toApi(room.call).questions("CODE");
  expect(data.map((question) => Object(question).id)).toEqual([5, 4, 3]);
  // What the first page reflects: events after it are applied again, without harm.
  expect(seq).toBe(40);
});

test("a list that never ends is read up to a limit", async () => {
  const pages = Array.from({ length: 100 }, (_, page) => Array.from({ length: 200 }, (_, n) => page * 200 + n));
  const { call, asked } = paged(pages);
  await toApi(call).participants("CODE");
  expect(asked.length).toBe(60);
});
