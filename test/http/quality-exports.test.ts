/** Everything that was measured is exported as CSV, and an import reads it back. */
import { expect, test } from "bun:test";
import { openBoard, type TestBoard } from "../support/board-calls.ts";

const download = (board: TestBoard, path: string, token = board.teacher) =>
  fetch(`${board.url}/api/spc/products/1/${path}`, { headers: { Authorization: `Bearer ${token}` } });
/** The lines of a file without its byte order mark, which `text()` drops. */
const linesOf = (csv: string) => csv.split("\r\n").slice(0, -1);

test("measurements and points have their tags, notes and causes, and no cell is a formula", async () => {
  await using board = await openBoard();
  await board.product({ code: "축 A/1", subgroup_size: 2 });
  const { token } = await board.device({ name: "=Gauge", product_id: 1 });
  const tags = { operator: "+Kim", "측정 방법": "A" };
  for (const [n, value] of [50, 51, 49, 50, 48].entries()) {
    const measured_at = new Date(Date.UTC(2026, 0, 2, 3, 4, n)).toISOString();
    const body = { product: 1, measurement_value: value, measured_at, ...(n < 2 && { tags }) };
    expect((await board.ask("POST", "/measurements", body, n === 0 ? token : board.teacher)).status).toBe(201);
  }
  await board.ask("PATCH", "/measurements/2", { note: '@note "x"' });
  await board.ask("PATCH", "/products/1/points/2", { excluded: true, cause: "-worn", action: null });
  const response = await download(board, "measurements.csv");
  expect(response.headers.get("Content-Type")).toBe("text/csv; charset=utf-8");
  expect(response.headers.get("Content-Disposition")).toBe(
    `attachment; filename="--A-1-measurements.csv"; filename*=UTF-8''${encodeURIComponent("축-A-1-measurements.csv")}`,
  );
  const bytes = new Uint8Array(await response.arrayBuffer());
  expect([...bytes.slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
  const [header, ...rows] = linesOf(new TextDecoder().decode(bytes));
  expect(header?.replaceAll('"', "")).toBe(
    "subgroup_number,sample_number,measurement_value,measured_at,is_within_spec,is_within_control,measured_by,note,operator,tag:측정 방법",
  );
  expect(rows[0]).toBe(`1,1,50,"2026-01-02T03:04:00.000Z",true,true,"'=Gauge",,"'+Kim","A"`);
  expect(rows[1]).toContain(`"'@note ""x"""`);
  expect(rows.at(-1)).toMatch(/^3,5,48,"2026-01-02T03:04:04\.000Z",true,,/);
  expect(rows.length).toBe(5);
  const [head = "", first = "", second = ""] = linesOf(
    await (await download(board, "points.csv?tz=Asia/Seoul")).text(),
  );
  expect(head.split(",").length).toBe(20);
  expect(first).toMatch(/^1,50\.5,1,,2026-01-02 12:04:01,true,,0,,,,,,,false/);
  expect(first).toMatch(/,false,,,,"'\+Kim","A"$/);
  expect(second).toMatch(/,true,"'-worn",,,,$/);
});

test("an exported table is imported into another product, value by value", async () => {
  await using board = await openBoard();
  await board.product();
  await board.product();
  await board.measure(1, [50.25, -3, 1e-7, 123456.789]);
  const csv = await (await download(board, "measurements.csv")).text();
  const imported = await board.send("/products/2/measurements.csv", csv, { "Content-Type": "text/csv" });
  expect(imported).toEqual({ status: 201, body: { created: 4 } });
  const valuesOf = async (product: number) =>
    (await board.ask("GET", `/measurements?product=${product}`)).body.map((row: Record<string, unknown>) => [
      row.measurement_value,
      row.measured_at,
      row.subgroup_number,
    ]);
  expect(await valuesOf(2)).toEqual(await valuesOf(1));
});

test("all values of a long product arrive in order, over the pages in which they are read", async () => {
  await using board = await openBoard();
  await board.product();
  for (let n = 0; n < 3; n++)
    await board.measure(
      1,
      Array.from({ length: 700 }, (_, i) => n * 700 + i),
    );
  const column = async (path: string, n: number) =>
    linesOf(await (await download(board, path)).text())
      .slice(1)
      .map((line) => Number(line.split(",")[n]));
  const all = Array.from({ length: 2100 }, (_, i) => i);
  expect(await column("measurements.csv", 2)).toEqual(all);
  expect(await column("points.csv", 1)).toEqual(all);
});

test("points keep the limits by which they were judged; an empty product has a header", async () => {
  await using board = await openBoard();
  await board.product();
  expect(linesOf(await (await download(board, "points.csv")).text()).length).toBe(1);
  await board.measure(1, [50, 51, 50, 49]);
  await board.ask("POST", "/products/1/limits", { center: 10, sigma: 1 });
  await board.measure(1, [11]);
  const lines = linesOf(await (await download(board, "points.csv")).text());
  expect(lines.at(-1)).toMatch(/,false,,1,10,13,7,/);
  // The limits from all data at that time are gone.
  expect(lines[1]).toMatch(/,0,,,,,,,false/);
});

test("who may not see a product exports nothing of it, and only teachers receive names", async () => {
  await using board = await openBoard();
  await board.product();
  await board.product();
  const { token } = await board.device({ product_id: 2 });
  expect((await download(board, "points.csv", token)).status).toBe(403);
  expect((await download(board, "measurements.csv?tz=Moon", board.teacher)).status).toBe(422);
  const own = await board.device({ product_id: 1 });
  const [header] = linesOf(await (await download(board, "measurements.csv", own.token)).text());
  expect(header).not.toContain("measured_by");
});
