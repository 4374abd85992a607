/** Tables of a gauge study's values, as spreadsheets and statistics programs write them. */
import { expect, test } from "bun:test";
import { ticksBetween } from "../../../src/web/quality/gauge/chart-data.ts";
import { studyCsv } from "../../../src/web/quality/gauge/save-csv.ts";
import { imitateBrowser } from "../../support/imitated-browser.ts";

imitateBrowser();
const { copiedCells, parseValues, replacedBy, valuesAt } = await import(
  "../../../src/web/quality/gauge/parse-values.ts"
);

const study = { operators: ["Ann", "Ben"], parts: ["P1", "P2", "P3"], repeats: 2 };
/** `operator part repeat value` of each value that was found. */
const found = (text: string, of = study) => {
  const parsed = parseValues(text, of);
  return parsed && [parsed.values.map((one) => Object.values(one).join(" ")), parsed.leftOut];
};

test("a list with named columns: names or numbers, repeats given or counted, lines left out and repeated", () => {
  expect(found("part,operator,trial,value\nP1,ann,1,1.5\n2,Ben,2,-0.5\nP9,Ann,1,3\nP1,Ann,3,1\nP1,Ann,1,1.6")).toEqual([
    ["1 1 1 1.6", "2 2 2 -0.5"],
    2,
  ]);
  expect(found("측정자;부품;측정값\r\nAnn;P1;1,5\r\nAnn;P1;1,6\r\nBen;P3;2\r\nBen;P3;x\r\nAnn;P1;9")).toEqual([
    ["1 1 1 1.5", "1 1 2 1.6", "2 3 1 2"],
    2,
  ]);
});

test("Minitab's worksheet of a study", () => {
  expect(found("RunOrder\tParts\tOperators\tMeasurement\n1\t2\t1\t0.4\n2\t2\t2\t0.5")).toEqual([
    ["1 2 1 0.4", "2 2 1 0.5"],
    0,
  ]);
});

test("a block of numbers with a row per part, with names and without", () => {
  const values = [
    "1 1 1 1",
    "1 1 2 2",
    "2 1 1 3",
    "2 1 2 4",
    "1 2 1 5",
    "1 2 2 6",
    "2 2 1 7",
    "2 2 2 8",
    "1 3 1 9",
    "2 3 2 10",
  ];
  expect(found("1\t2\t3\t4\n5\t6\t7\t8\n9\t\t\t10")).toEqual([values, 0]);
  expect(found("\tAnn\t\tBen\t\nPart\t1\t2\t1\t2\nP1\t1\t2\t3\t4\nP2\t5\t6\t7\t8\nP3\t9\t\t\t10")).toEqual([values, 0]);
});

test("AIAG's form: a row per operator and repeat", () => {
  expect(found("A,1,1,3,5\n,2,2,4,6\nB,1,7,9,11\n,2,8,10,12")).toEqual([
    [
      "1 1 1 1",
      "1 1 2 2",
      "2 1 1 7",
      "2 1 2 8",
      "1 2 1 3",
      "1 2 2 4",
      "2 2 1 9",
      "2 2 2 10",
      "1 3 1 5",
      "1 3 2 6",
      "2 3 1 11",
      "2 3 2 12",
    ],
    0,
  ]);
});

test("a square table without names can be read in two ways; names decide", () => {
  const square = { operators: ["Ann", "Ben"], parts: ["P1", "P2", "P3", "P4"], repeats: 2 };
  const rows = ["11\t12\t13\t14", "21\t22\t23\t24", "31\t32\t33\t34", "41\t42\t43\t44"];
  const read = (lines: string[]) => {
    const parsed = parseValues(lines.join("\n"), square);
    const second = (values?: { value: number | null }[]) => values && Object.values(values[1] ?? {}).join(" ");
    return [second(parsed?.values), second(parsed?.byOperator)];
  };
  const named = (names: string[]) => read(rows.map((row, n) => `${names[n]}\t${row}`));
  expect(read(rows)).toEqual(["1 1 2 12", "1 1 2 21"]);
  expect(named(["1", "2", "1", "2"])).toEqual(["1 1 2 12", "1 1 2 21"]);
  expect(named(square.parts)).toEqual(["1 1 2 12", undefined]);
  expect(named(["Ann", "", "Ben", ""])).toEqual(["1 1 2 21", undefined]);
  expect(read([square.parts.join("\t"), ...rows])).toEqual(["1 1 2 21", undefined]);
});

test("how many values of a study others replace", () => {
  const runs = [
    { operator: 1, part: 1, repeat: 1, value: 5 },
    { operator: 1, part: 2, repeat: 1, value: null },
  ];
  const values = (value: number) => runs.map((run) => ({ ...run, value }));
  expect([replacedBy(values(6), { ...study, runs }), replacedBy(values(5), { ...study, runs })]).toEqual([1, 0]);
});

test("other tables are not guessed", () => {
  for (const text of ["1\t2\n3\t4", "hello", "1,2,3,4\n5,6,7,8", "operator,value\nAnn,1"])
    expect(found(text)).toBeUndefined();
});

test("cells pasted into the table fill it from where they are pasted, and end at its edges", () => {
  expect(copiedCells("1.5\r\n")).toBeUndefined();
  const cells = copiedCells("1,5\t2\n\t3\n9\t9\n9\t9\n") ?? [];
  expect(valuesAt(cells, study, { row: 1, column: 3 })).toEqual([{ operator: 2, part: 2, repeat: 2, value: 1.5 }]);
  expect(
    valuesAt(
      [
        ["1", "2"],
        ["", "4"],
      ],
      study,
      { row: 0, column: 1 },
    ),
  ).toEqual([
    { operator: 1, part: 1, repeat: 2, value: 1 },
    { operator: 2, part: 1, repeat: 1, value: 2 },
    { operator: 2, part: 2, repeat: 1, value: 4 },
  ]);
});

test("a saved study is read back, with the names that a spreadsheet would take for formulas", () => {
  const operators = ["=Ann", "Ben"];
  const runs = [
    { operator: 2, part: 3, repeat: 1, value: -0.5 },
    { operator: 1, part: 1, repeat: 2, value: null },
  ];
  const csv = studyCsv({ ...study, operators, runs } as never);
  expect(csv).toBe(`\uFEFFrun,operator,part,repeat,value\r\n1,"Ben","P3",1,-0.5\r\n2,"'=Ann","P1",2,\r\n`);
  expect(found(csv)).toEqual([["2 3 1 -0.5"], 1]);
});

test("ticks are round and within the axis", () => {
  expect(ticksBetween(0, 1, 4)).toEqual([0, 0.5, 1]);
  expect(ticksBetween(-2.3, 2.4, 4)).toEqual([-2, 0, 2]);
  expect(ticksBetween(0.1, 0.45, 4)).toEqual([0.1, 0.2, 0.3, 0.4]);
  expect(ticksBetween(5, 5, 4)).toEqual([5]);
});
