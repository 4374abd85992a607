/** The banner on the terminal when Lectern has started: the addresses for students and teacher, and the data folder. */
import { hostInUrl, isEverywhere } from "../lan/address-book.ts";
import type { LanAddress, NetworkProblem } from "../lan/network.ts";
import { qrLines } from "./qr.ts";

/** What the banner shows. */
export interface StartInfo {
  readonly version: string;
  /** The address for students. */
  readonly students: string;
  /** The source of that address: a flag, a network card, or neither. */
  readonly reach: "set" | "lan" | "virtual" | "this machine";
  /** Why phones cannot reach it, if the network cards tell. */
  readonly problem?: NetworkProblem | undefined;
  /** The other addresses, best first. */
  readonly others: readonly { readonly url: string; readonly card: string }[];
  readonly teacher: string;
  readonly data: string;
  /** What the teacher should know about this machine, below the folder. */
  readonly notes?: readonly string[];
  /** In development mode the WebSocket addresses of the sample session, otherwise empty. */
  readonly sockets: readonly string[];
  readonly columns: number;
  /** The height of the window (default: any). */
  readonly rows?: number;
}

const isLoopback = (host: string) => host === "localhost" || host === "::1" || host.startsWith("127.");

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
    "No Wi-Fi or cable was found, so phones may not reach this address. Join the classroom's Wi-Fi: the pages then show its address.",
  "this machine":
    "Only this computer reaches that address. For phones, join the classroom's Wi-Fi (or open a hotspot): the pages then show its address.",
};
const ipv6Hint = "This network has only IPv6 addresses. For phones, start again with --host ::";

/** Returns what to do if phones may not reach the address; undefined if they should. */
export const hintFor = (reach: StartInfo["reach"], problem: NetworkProblem | undefined): string | undefined =>
  problem === "ipv6_only" ? ipv6Hint : hints[reach];

/** The warning about development mode, for the terminal and the log. */
export const devWarning = "anyone who reaches this server can act as anyone. Do not teach with it.";

/** Returns the banner's text for a terminal, without the other addresses if the QR code would scroll out of the window. */
export function banner(info: StartInfo): string {
  const { others, rows = Number.POSITIVE_INFINITY } = info;
  const full = others.map(({ url, card }) => `${url} (${card})`);
  const text = compose(info, full);
  // The cursor needs a line, too.
  return text.split("\n").length < rows ? text : compose(info, []);
}

function compose(info: StartInfo, others: readonly string[]): string {
  const { version, students, reach, problem, teacher, data, notes = [], sockets, columns } = info;
  const bold = (text: string) => `\u001b[1m${text}\u001b[22m`;
  const quiet = (text: string) => `\u001b[2m${text}\u001b[22m`;
  const code = qrLines(students);
  const fits = Bun.stringWidth(code[0] ?? "") + 2 <= columns;
  const hint = hintFor(reach, problem);
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
    `  Guide      ${new URL(teacher).origin}/docs/guide`,
    `  Data       ${data}`,
    ...notes.map((note) => `             ${note}`),
    "",
    ...(others.length > 0
      ? [
          ...others.map((other, n) => quiet(`  ${n === 0 ? "Also at   " : "          "} ${other}`)),
          ...(reach === "set"
            ? []
            : [quiet("             Change the address on the teacher's page, below the code of a class.")]),
          "",
        ]
      : []),
    ...(sockets.length > 0
      ? [`  ${bold("Development mode")}: ${devWarning}`, ...sockets.map((url) => `             ${url}`), ""]
      : []),
    quiet("  Stop with Ctrl+C."),
    "",
  ].join("\n");
}
