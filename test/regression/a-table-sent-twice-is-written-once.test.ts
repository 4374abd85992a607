/** A table whose answer was lost was sent again by hand, and written a second time: the page gave it no key. */
import { expect, test } from "bun:test";
import { createQualityApi } from "../../src/client/quality-api.ts";
import { openBoard } from "../support/board-sockets.ts";

test("a table that is sent again under its key is written once, and answered as the first time", async () => {
  await using board = await openBoard();
  const { id } = await board.product("BOLT");
  const api = createQualityApi(board.url, board.teacher);
  const table = "measurement_value\n10.1\n9.9\n";
  expect(await api.importCsv(id, table, "this table")).toEqual({ created: 2 });
  expect(await api.importCsv(id, table, "this table")).toEqual({ created: 2 });
  expect((await api.product(id)).measurements).toBe(2);
  expect(await api.importCsv(id, table, "the same once more, meant")).toEqual({ created: 2 });
  expect((await api.product(id)).measurements).toBe(4);
});
