/** Writing the audit log while the server runs. */
import { expect, test } from "bun:test";
import { createAuditWriter } from "../../src/live/audit-writer.ts";
import { openStore } from "../../src/store/open.ts";
import { temporaryFolder } from "../support/class.ts";
import { keepLogRecords } from "../support/log-records.ts";

const records = keepLogRecords("error");

test("entries beyond those that can wait are counted in the log", () => {
  using folder = temporaryFolder();
  using store = openStore(folder.path);
  const writer = createAuditWriter(store, Date.now);
  const entry = { action: "session.change", by: null, from: "server", target: "TEST001" } as const;
  for (let n = 0; n < 1003; n += 1) writer.record(entry);
  writer.flush();
  expect(store.audit.list({ limit: 2000 }).length).toBe(1000);
  expect(records.map(({ rawMessage, properties }) => [rawMessage, properties])).toEqual([
    ["the audit log drops entries: too many wait to be written", {}],
    ["{dropped} entries are missing in the audit log: too many waited", { dropped: 3 }],
  ]);
  writer.record(entry);
  writer.flush();
  expect(records.length).toBe(2);
});
