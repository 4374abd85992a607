/** A table of 20,000 lines made one frame of megabytes: more than the buffer of a slow page, which was closed by it. */
import { expect, test } from "bun:test";
import { openBoard } from "../support/board-sockets.ts";

test("of a large table a frame tells the last 500 points; by the total a page knows to read the chart again", async () => {
  await using board = await openBoard();
  const bolt = await board.product("BOLT", { rules: [] });
  await using socket = await board.open("/ws/live/spc");
  const values = Array.from({ length: 20_000 }, (_, n) => 10 + (n % 7) / 100);
  const answer = await fetch(`${board.url}/api/spc/products/${bolt.id}/measurements.csv`, {
    method: "POST",
    headers: { authorization: `Bearer ${board.teacher}`, "content-type": "text/csv" },
    body: `measurement_value\n${values.join("\n")}`,
  });
  expect(await answer.json()).toEqual({ created: 20_000 });
  const { data } = await socket.until("chart.grown");
  const numbers: number[] = data.points.map((point: { subgroup_number: number }) => point.subgroup_number);
  expect([data.points_total, numbers.length, numbers.at(0), numbers.at(-1)]).toEqual([20_000, 500, 19_501, 20_000]);
});
