import { describe, expect, test } from "bun:test";
import type { Measurement } from "../../src/domain/spc/chart.ts";
import { maxLines } from "../../src/http/measurements-csv.ts";
import { openBoard, type TestBoard } from "../support/board-calls.ts";
import { problem } from "../support/knock.ts";

const send = (board: TestBoard, product: number, table: string, type = "text/csv") =>
  board.send(`/products/${product}/measurements.csv`, table, { "Content-Type": type });

/** What a product's measurements say, oldest first. */
async function rows(board: TestBoard, product: number) {
  const { body } = await board.ask("GET", `/measurements?product=${product}`);
  return (body as Measurement[])
    .map((one) => [one.measurement_value, one.subgroup_number, one.sample_number])
    .reverse();
}

const full = [
  [49.6, 1, 1],
  [-47.5, 2, 5],
];

const tables: [what: string, table: string, expected: number[][]][] = [
  ["plain", "measurement_value,subgroup_number,sample_number\n49.6,1,1\n-47.5,2,5\n", full],
  ["no end of line at the end", "measurement_value,sample_number\n49.6,1\n-47.5,5", full],
  ["BOM and CRLF", "\uFEFFmeasurement_value,sample_number\r\n49.6,1\r\n-47.5,5\r\n", full],
  ["CR alone", "measurement_value,sample_number\r49.6,1\r-47.5,5\r", full],
  ["semicolons and decimal commas", "measurement_value;sample_number\r\n49,6;1\r\n-47,5;5\r\n", full],
  ["semicolons and decimal points", "measurement_value;sample_number\n49.6;1\n-47.5;5\n", full],
  ["BOM, semicolons, blank lines before", "\uFEFF\r\n\r\nmeasurement_value;sample_number\n49,6;1\n-47,5;5\n", full],
  ["tabs and decimal commas", "measurement_value\tsample_number\n49,6\t1\n-47,5\t5\n", full],
  ["further columns, in any order", "by,sample_number,measurement_value,note\nKim,1,49.6,ok\nLee,5,-47.5,\n", full],
  ["quotes", '"measurement_value","sample_number","note"\n"49.6","1","a ""b"", c"\n"-47.5","5","x\ny"\n', full],
  ["capitals and spaces", " Measurement_Value , SAMPLE_NUMBER \n 49.6 , 1 \n  -47.5,5  \n", full],
  ["blank lines", "measurement_value,sample_number\n\n49.6,1\n\r\n   \n-47.5,5\n\n\n", full],
  ["empty rows of a spreadsheet", "measurement_value,sample_number\n49.6,1\n,\n-47.5,5\n,\n , \n", full],
  [
    "all the ways to write a number",
    "measurement_value\n+1\n.5\n2.\n1e2\n-0.5E-1\n",
    [
      [1, 1, 1],
      [0.5, 2, 2],
      [2, 3, 3],
      [100, 4, 4],
      [-0.05, 5, 5],
    ],
  ],
];

describe("a table is read as spreadsheets write it, with", () => {
  for (const [what, table, expected] of tables) {
    test(what, async () => {
      await using board = await openBoard();
      const { id } = await board.product();
      expect(await send(board, id, table)).toEqual({ status: 201, body: { created: expected.length } });
      expect(await rows(board, id)).toEqual(expected);
    });
  }
});

test("a table may contain the time of each value, in any time zone, and its subgroup", async () => {
  await using board = await openBoard();
  const { id } = await board.product({ subgroup_size: 2 });
  const table = [
    "measured_at,measurement_value,subgroup_number",
    "2026-01-05T08:00:00+09:00,10,4",
    "2026-01-05T08:05:00Z,12,4",
    ",14,",
  ].join("\n");
  for (const type of ["text/csv; charset=utf-8; header=present", "TEXT/CSV"]) {
    const one = type === "TEXT/CSV" ? "measurement_value\n16" : table;
    expect((await send(board, id, one, type)).status).toBe(201);
  }
  const all = (await board.ask("GET", "/measurements")).body.reverse() as Measurement[];
  expect(
    all.map((one) => [one.measurement_value, one.subgroup_number, one.measured_at.slice(0, 16)]).slice(0, 2),
  ).toEqual([
    [10, 4, "2026-01-04T23:00"],
    [12, 4, "2026-01-05T08:05"],
  ]);
  const { points, points_total } = (await board.ask("GET", `/products/${id}/chart`)).body;
  expect([points_total, points[0].value, points[0].secondary, points[1].value]).toEqual([2, 11, 2, 15]);
});

const named: [table: string, ...lines: [path: string, message: string][]][] = [
  ["measurement_value\n1\nx\n2\n", ["line 3", 'measurement_value is "x", which is not a number.']],
  ["\n\nmeasurement_value\n\n\n1\n\nx\n", ["line 8", 'measurement_value is "x", which is not a number.']],
  ["measurement_value\r\n\r\n1\r\n\r\nx\r\n", ["line 5", 'measurement_value is "x", which is not a number.']],
  ['note,measurement_value\r\n"a\r\nb",1\r\nc,x\r\n', ["line 4", 'measurement_value is "x", which is not a number.']],
  ["measurement_value,note\n1,a\n,b\n", ["line 3", "measurement_value is missing."]],
  [
    "measurement_value,sample_number\n1,1.5\nNaN,1\n1e999,2\n",
    ["line 2", 'sample_number is "1.5", which is not a whole number.'],
    ["line 3", 'measurement_value is "NaN", which is not a number.'],
    ["line 4", 'measurement_value is "1e999", which is not a number.'],
  ],
  [
    "measurement_value\n1e13\n",
    ["line 2", 'measurement_value is "1e13": A value must be between -1000000000000 and 1000000000000.'],
  ],
  ["measurement_value;x\n1.234,5;\n", ["line 2", 'measurement_value is "1.234,5", which is not a number.']],
  ["measurement_value,measured_at\n1,yesterday\n", ["line 2", 'measured_at is "yesterday": Invalid ISO datetime']],
  ["measurement_value\n0x10\n", ["line 2", 'measurement_value is "0x10", which is not a number.']],
  [
    `measurement_value\n${"9".repeat(39)}mm!!\n`,
    ["line 2", `measurement_value is "${"9".repeat(39)}m", which is not a number.`],
  ],
];

test("the error lists each invalid line by its number in the file, and nothing is written", async () => {
  await using board = await openBoard();
  const { id } = await board.product();
  for (const [table, ...lines] of named) {
    const errors = lines.map(([path, message]) => ({ path, message }));
    const [[path, message] = []] = lines;
    const refused = problem(422, "does_not_fit", "The input is not valid.", `${path}: ${message}`);
    expect([table, await send(board, id, table)]).toEqual([table, { status: 422, body: { ...refused, errors } }]);
  }
  expect(await board.count(id)).toBe(0);
});

test("the error lists a line whose cells do not match the columns", async () => {
  await using board = await openBoard();
  const { id } = await board.product();
  for (const [table, line] of [
    ["measurement_value\n1\n1,5\n", "line 3"],
    ["measurement_value,sample_number\n1,1\n\n2\n", "line 4"],
    ['measurement_value\n1\n"2\n', "line 3"],
    ['measurement_value\n1\n2"3"\n', "line 3"],
  ] as const) {
    const { status, body } = await send(board, id, table);
    expect([table, status, body.code, body.errors[0].path]).toEqual([table, 422, "does_not_fit", line]);
  }
  expect(await board.count(id)).toBe(0);
});

test("the error lists twenty of twenty-five invalid lines", async () => {
  await using board = await openBoard();
  const { id } = await board.product();
  const { status, body } = await send(board, id, `measurement_value\n1\n${"x\n".repeat(25)}2\n`);
  const lines = Array.from({ length: 20 }, (_, n) => `line ${n + 3}`);
  expect([status, body.errors.map(({ path }: { path: string }) => path)]).toEqual([422, lines]);
  expect(await board.count(id)).toBe(0);
});

test("a file without a header, or with only a header, is rejected", async () => {
  await using board = await openBoard();
  const { id } = await board.product();
  const header = "The first line names the columns; one is measurement_value.";
  const nothing = "There is no line of measurements.";
  for (const [table, detail] of [
    ["49.6\n47.6\n", `line 1: ${header}`],
    ["value,sample_number\n1,1\n", `line 1: ${header}`],
    ["measurement_value", nothing],
    ["measurement_value,sample_number\r\n\r\n", nothing],
    ["measurement_value,sample_number\n,\n", nothing],
    ["", nothing],
    ["\uFEFF", nothing],
    ["\n\n\n", nothing],
  ] as const) {
    const { status, body } = await send(board, id, table);
    expect([table, status, body.detail]).toEqual([table, 422, detail]);
  }
});

test("a table with a row that the board rejects is not written", async () => {
  await using board = await openBoard();
  const { id } = await board.product();
  const late = "2999-01-01T00:00:00Z";
  for (const [table, message] of [
    [`measurement_value,measured_at\n1,\n2,${late}\n`, "The time of this measurement is in the future."],
    ["measurement_value,subgroup_number\n1,5\n\n2,4\n", "Subgroup 4 is closed: the last one is 5."],
    ["measurement_value,sample_number\n1,7\n2,7\n", "Sample 7 is already measured."],
  ] as const) {
    const { status, body } = await send(board, id, table);
    const path = table.includes("\n\n") ? "line 4" : "line 3";
    expect([status, body.code, body.detail]).toEqual([422, "does_not_fit", `${path}: ${message}`]);
    expect(body.errors).toEqual([{ path, message }]);
  }
  expect(await board.count(id)).toBe(0);
});

test("a table of an unknown product, of another media type, or too large is rejected", async () => {
  await using board = await openBoard();
  const { id } = await board.product();
  const table = "measurement_value\n1\n";
  const unknown = problem(404, "product_not_found", "There is no such product.");
  expect(await send(board, 99, table)).toEqual({ status: 404, body: unknown });
  const wrong = problem(415, "wrong_media_type", "Send this as application/json.", "Send this as text/csv.");
  for (const type of ["application/json", "text/plain", "text/html"]) {
    expect(await send(board, id, table, type)).toEqual({ status: 415, body: wrong });
  }
  const large = `measurement_value\n${"1\n".repeat(2 ** 19)}`;
  expect(await send(board, id, large)).toEqual({ status: 413, body: problem(413, "too_large", "This is too large.") });
  expect(await board.count(id)).toBe(0);
});

test("a table may be longer than a list, and one Idempotency-Key writes it once", async () => {
  await using board = await openBoard();
  const { id } = await board.product({ subgroup_size: 5 });
  const table = `measurement_value\n${"49.6\n47.6\n".repeat(1000)}`;
  const headers = { "Content-Type": "text/csv", "Idempotency-Key": "table 1" };
  for (let time = 0; time < 2; time++) {
    const answer = await board.send(`/products/${id}/measurements.csv`, table, headers);
    expect([answer, await board.count(id)]).toEqual([{ status: 201, body: { created: 2000 } }, 2000]);
  }
});

test("a table with too many lines is rejected as a whole", async () => {
  await using board = await openBoard();
  const { id } = await board.product();
  const table = (lines: number) => `measurement_value\n${"50\n".repeat(lines)}`;
  const refused = await send(board, id, table(maxLines + 1));
  expect([refused.status, refused.body.detail]).toEqual([
    413,
    "A table may have at most 20000 lines: send it in parts.",
  ]);
  expect(await board.count(id)).toBe(0);
  expect(await send(board, id, table(3))).toEqual({ status: 201, body: { created: 3 } });
});
