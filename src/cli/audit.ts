/** `lectern audit`: shows what teachers and operators did. */
import type { AuditEntry } from "../domain/audit.ts";
import { command, databaseOption, dataOption, examples, jsonOption, Refusal, wholeNumber } from "./command.ts";
import { openCommandData } from "./command-data.ts";
import { table } from "./table.ts";

const units = { h: 60 * 60 * 1000, d: 24 * 60 * 60 * 1000, w: 7 * 24 * 60 * 60 * 1000 };

/** Parses `--since`: a duration before now such as 7d, or a date. Returns milliseconds since 1970. */
function sinceOf(text: string): number {
  const [, count, unit] = /^(\d{1,5})([hdw])$/.exec(text) ?? [];
  if (count !== undefined) return Date.now() - Number(count) * units[unit as keyof typeof units];
  const at = /^\d{4}-\d\d-\d\d/.test(text) ? Date.parse(text) : Number.NaN;
  if (!Number.isNaN(at)) return at;
  throw new Refusal(`--since got ${JSON.stringify(text)}; it takes a duration such as 12h, 7d or 4w, or a date.`, 2);
}

export const audit = command("audit", "Show what teachers and operators did: sign-ins, deletions, settings, exports")
  .option("--since <when>", "Only entries since then: 12h, 7d, 4w, or a date such as 2026-11-01", sinceOf)
  .option("--limit <number>", "At most this many", wholeNumber("--limit", 1, 100_000), 100)
  .addOption(dataOption)
  .addOption(databaseOption)
  .addOption(jsonOption)
  .addHelpText("after", examples("lectern audit --since 7d", "lectern audit --limit 1000 --json"))
  .action(async ({ since, limit, json, ...flags }) => {
    await using data = await openCommandData(flags);
    const { store } = data;
    const entries = store.audit.list({ since, limit });
    if (json) console.log(JSON.stringify(entries, null, 2));
    else if (entries.length === 0) console.log("There are no entries.");
    else console.log(table(["Time (UTC)", "Who", "What", "On", "Details", "From"], entries.map(toRow)));
  });

const toRow = ({ at, user, action, target, detail, from, failed }: AuditEntry) => [
  at.slice(0, 19).replace("T", " "),
  user ?? "",
  failed ? `${action} failed` : action,
  target ?? "",
  detail ?? "",
  from.replaceAll("_", " "),
];
