/** Files that cannot be read are named: nothing is thrown, which the dialog would not show. */
import { expect, test } from "bun:test";
import { zipOf } from "../../../src/domain/zip.ts";
import { readFile } from "../../../src/web/quiz/files/read-input.ts";

test("a workbook with an address that is none is damaged", async () => {
  const relation = '<Relationships><Relationship Id="r" Type="/officeDocument" Target="http://"/></Relationships>';
  const bytes = zipOf([["_rels/.rels", [relation]]], new Date(2026, 10, 22));
  expect(await readFile(new Blob([new Uint8Array(bytes)]))).toBe("not_workbook");
});

test("a file that is gone cannot be opened", async () => {
  const gone = Object.assign(new Blob(["A?"]), { arrayBuffer: () => Promise.reject(new Error("gone")) });
  expect(await readFile(gone)).toBe("unreadable");
});
