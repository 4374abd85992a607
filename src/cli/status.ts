/** `lectern status`: shows who is connected to which session, by which dialect, as the running server reports it. */
import type { z } from "zod";
import { listNodes } from "../cluster/nodes.ts";
import { readStorage } from "../config.ts";
import { ServerStatus } from "../domain/server-status.ts";
import { command, databaseOption, dataOption, jsonOption, Refusal } from "./command.ts";
import { withPostgres } from "./database-copy.ts";
import { askRunning } from "./running.ts";
import { table } from "./table.ts";

/** An older server does not have every figure. */
const Status = ServerStatus.extend({
  board: ServerStatus.shape.board.default({}),
  limited: ServerStatus.shape.limited.default([]),
});
export type Status = z.infer<typeof Status>;

export const status = command("status", "Show who is connected to the running server")
  .addOption(dataOption)
  .addOption(databaseOption)
  .addOption(jsonOption)
  .action(async ({ json, ...flags }) => {
    const { data, database } = readStorage(flags, process.env);
    if (database !== undefined) return await showNodes(database, json);
    const answer = await askRunning(data, "/api/status");
    const read = Status.safeParse(await answer.json().catch(() => undefined));
    if (!read.success) throw new Refusal(`the server answered ${answer.status}, and not with its figures`);
    console.log(json ? JSON.stringify(read.data, null, 2) : describeStatus(read.data));
  });

/** Shows which servers run on a shared database. */
async function showNodes(database: string, json: true | undefined): Promise<void> {
  const nodes = await withPostgres(database, listNodes);
  if (json) return console.log(JSON.stringify(nodes, null, 2));
  if (nodes.length === 0) return console.log("No server runs on this database.");
  const rows = nodes.map(({ url, places, lease_s }) => [url, places, duration(lease_s)]);
  console.log(table(["Server", "Places", "Lease"], rows));
}

/** Returns the server's figures as text. */
export function describeStatus({ version, uptime_s, connections, sessions, board, limited }: Status): string {
  const up = `Lectern ${version}, up ${duration(uptime_s)}, ${connections} connected.`;
  const watching = dialects(board);
  const head = watching === "" ? up : `${up}\nAt the quality board: ${watching}.`;
  const foot = limited.length === 0 ? "" : `\n\nOver a limit within the last minute:\n${limitedTable(limited)}`;
  if (sessions.length === 0) return `${head}\nNo session is open.${foot}`;
  const rows = sessions.map((session) => {
    const { code, title, status, participants_online, connections: by } = session;
    return [code, title, status, participants_online, dialects(by)];
  });
  return `${head}\n\n${table(["Code", "Title", "Status", "Online", "By dialect"], rows)}${foot}`;
}

function limitedTable(limited: Status["limited"]): string {
  const rows = limited.map(({ nickname, session_code, dialect, reason, since, rejections }) => [
    nickname ?? "(no credential)",
    session_code ?? "",
    dialect,
    reason,
    since,
    rejections,
  ]);
  return table(["Name", "Session", "By", "Reason", "Since", "Rejections"], rows);
}

const dialects = (by: Record<string, number>): string =>
  Object.entries(by)
    .map(([dialect, count]) => `${dialect} ${count}`)
    .join(", ");

/** Formats a duration in seconds in its two largest units. */
export function duration(seconds: number): string {
  const whole = Math.floor(seconds);
  const parts = [
    [Math.floor(whole / 86_400), "d"],
    [Math.floor(whole / 3600) % 24, "h"],
    [Math.floor(whole / 60) % 60, "min"],
    [whole % 60, "s"],
  ] as const;
  const first = parts.findIndex(([count]) => count > 0);
  const shown = first < 0 ? parts.slice(-1) : parts.slice(first, first + 2);
  return shown.map(([count, unit]) => `${count} ${unit}`).join(" ");
}
