/** The banner on the terminal when Lectern has started: the addresses for students and teacher, and the data folder. */
import type { LanAddress } from "../network.ts";
import { qrLines } from "./qr.ts";

/** What the banner shows. */
export interface Started {
  readonly version: string;
  /** The address for students. */
  readonly students: string;
  /** Where it comes from: the flag, the best network card, or none of them. */
  readonly reach: "set" | "lan" | "virtual" | "this machine";
  /** The other addresses, best first. */
  readonly others: readonly { readonly url: string; readonly card: string }[];
  readonly teacher: string;
  readonly data: string;
  /** In development mode, the WebSocket addresses of the sample session; else none. */
  readonly sockets: readonly string[];
  readonly columns: number;
}

/** Whether a server on this host listens on every network card. */
const isEverywhere = (host: string) => ["0.0.0.0", "::", "*"].includes(host);
const isLoopback = (host: string) => host === "localhost" || host === "::1" || host.startsWith("127.");
/** A host as in a URL: IPv6 in brackets. */
const inUrl = (host: string) => (host.includes(":") ? `[${host}]` : host);

/** The name by which others reach a server that listens on `host`; undefined if only this machine can. */
export function nameOf(host: string, addresses: readonly LanAddress[]): string | undefined {
  if (isEverywhere(host)) return addresses[0]?.address;
  return isLoopback(host) ? undefined : inUrl(host);
}

/** The address for students on this machine's network, and the others it has, for a server on `port`. */
export function reachOf(
  { host, publicUrl, scheme, port }: { host: string; publicUrl: string | undefined; scheme: string; port: number },
  addresses: readonly LanAddress[],
): Pick<Started, "students" | "reach" | "others"> {
  const url = (name: string) => new URL(`${scheme}://${inUrl(name)}:${port}`).origin;
  const everywhere = isEverywhere(host);
  const all = everywhere ? addresses.map(({ address, card }) => ({ url: url(address), card })) : [];
  if (publicUrl) return { students: publicUrl, reach: "set", others: all };
  if (!everywhere) return { students: url(host), reach: isLoopback(host) ? "this machine" : "set", others: [] };
  const [first] = addresses;
  if (!first) return { students: url("localhost"), reach: "this machine", others: [] };
  const real = first.kind !== "virtual" && first.kind !== "unassigned";
  return { students: url(first.address), reach: real ? "lan" : "virtual", others: all.slice(1) };
}

const sentences: Record<Started["reach"], string | undefined> = {
  set: undefined,
  lan: undefined,
  virtual:
    "No Wi-Fi or cable was found, so phones may not reach this address. Join the classroom's Wi-Fi and start again.",
  "this machine":
    "Only this computer reaches that address. For phones, join the classroom's Wi-Fi (or open a hotspot) and start again.",
};

/** What development mode means, for the terminal and the log. */
export const devWarning = "anyone who reaches this server can act as anyone. Do not teach with it.";

/** The text for a terminal. */
export function banner({ version, students, reach, others, teacher, data, sockets, columns }: Started): string {
  const bold = (text: string) => `\u001b[1m${text}\u001b[22m`;
  const quiet = (text: string) => `\u001b[2m${text}\u001b[22m`;
  const code = qrLines(students);
  const fits = Bun.stringWidth(code[0] ?? "") + 2 <= columns;
  const sentence = sentences[reach];
  return [
    "",
    `  ${bold("Lectern")} ${quiet(version)}`,
    "",
    `  Students   ${bold(students)}`,
    ...(sentence ? [`             ${sentence}`] : []),
    "",
    ...(fits ? [...code.map((line) => `  ${line}`), ""] : []),
    `  Teacher    ${bold(teacher)}`,
    quiet("             This link signs you in: keep it to yourself."),
    `  Data       ${data}`,
    "",
    ...(others.length > 0
      ? [quiet(`  Also at    ${others.map(({ url, card }) => `${url} (${card})`).join(", ")}`), ""]
      : []),
    ...(sockets.length > 0
      ? [`  ${bold("Development mode")}: ${devWarning}`, ...sockets.map((url) => `             ${url}`), ""]
      : []),
    quiet("  Stop with Ctrl+C."),
    "",
  ].join("\n");
}
