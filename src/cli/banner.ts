/** The banner on the terminal when Lectern has started: the addresses for students and teacher, and the data folder. */
import type { LanAddress } from "../network.ts";
import { qrLines } from "./qr.ts";

/** What the banner shows. */
export interface StartInfo {
  readonly version: string;
  /** The address for students. */
  readonly students: string;
  /** The source of that address: a flag, a network card, or neither. */
  readonly reach: "set" | "lan" | "virtual" | "this machine";
  /** The other addresses, best first. */
  readonly others: readonly { readonly url: string; readonly card: string }[];
  readonly teacher: string;
  readonly data: string;
  /** In development mode the WebSocket addresses of the sample session, otherwise empty. */
  readonly sockets: readonly string[];
  readonly columns: number;
}

/** Whether a server on this host listens on every network card. */
const isEverywhere = (host: string) => ["0.0.0.0", "::", "*"].includes(host);
const isLoopback = (host: string) => host === "localhost" || host === "::1" || host.startsWith("127.");
/** A host as in a URL: IPv6 in brackets. */
const hostInUrl = (host: string) => (host.includes(":") ? `[${host}]` : host);

/** Returns the name by which others reach a server that listens on `host`; undefined if only this machine can. */
export function hostNameFor(host: string, addresses: readonly LanAddress[]): string | undefined {
  if (isEverywhere(host)) return addresses[0]?.address;
  return isLoopback(host) ? undefined : hostInUrl(host);
}

/** Returns the address for students on the network, and the machine's other addresses, for a server on `port`. */
export function findAddresses(
  { host, publicUrl, scheme, port }: { host: string; publicUrl: string | undefined; scheme: string; port: number },
  addresses: readonly LanAddress[],
): Pick<StartInfo, "students" | "reach" | "others"> {
  const url = (name: string) => new URL(`${scheme}://${hostInUrl(name)}:${port}`).origin;
  const onAllCards = isEverywhere(host);
  const all = onAllCards ? addresses.map(({ address, card }) => ({ url: url(address), card })) : [];
  if (publicUrl) return { students: publicUrl, reach: "set", others: all };
  if (!onAllCards) return { students: url(host), reach: isLoopback(host) ? "this machine" : "set", others: [] };
  const [first] = addresses;
  if (!first) return { students: url("localhost"), reach: "this machine", others: [] };
  const isPhysical = first.kind !== "virtual" && first.kind !== "unassigned";
  return { students: url(first.address), reach: isPhysical ? "lan" : "virtual", others: all.slice(1) };
}

const hints: Record<StartInfo["reach"], string | undefined> = {
  set: undefined,
  lan: undefined,
  virtual:
    "No Wi-Fi or cable was found, so phones may not reach this address. Join the classroom's Wi-Fi and start again.",
  "this machine":
    "Only this computer reaches that address. For phones, join the classroom's Wi-Fi (or open a hotspot) and start again.",
};

/** The warning about development mode, for the terminal and the log. */
export const devWarning = "anyone who reaches this server can act as anyone. Do not teach with it.";

/** Returns the banner's text for a terminal. */
export function banner({ version, students, reach, others, teacher, data, sockets, columns }: StartInfo): string {
  const bold = (text: string) => `\u001b[1m${text}\u001b[22m`;
  const quiet = (text: string) => `\u001b[2m${text}\u001b[22m`;
  const code = qrLines(students);
  const fits = Bun.stringWidth(code[0] ?? "") + 2 <= columns;
  const hint = hints[reach];
  return [
    "",
    `  ${bold("Lectern")} ${quiet(version)}`,
    "",
    `  Students   ${bold(students)}`,
    ...(hint ? [`             ${hint}`] : []),
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
