/** `lectern serve`, and `lectern` alone: starts the server, shows its addresses, and runs until it is stopped. */
import { randomBytes } from "node:crypto";
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Option } from "@commander-js/extra-typings";
import { getLogger } from "@logtape/logtape";
import { version } from "../../package.json";
import { type Config, type Flags, readConfig, requireShareable } from "../config.ts";
import { aboutFlag, type FlagName, flagNames } from "../flags.ts";
import { type AddressBook, chosenFirst, isEverywhere, openAddressBook } from "../lan/address-book.ts";
import { openServer, type Server } from "../server.ts";
import { banner, devWarning, findAddresses } from "./banner.ts";
import { checkInBackground } from "./check.ts";
import { command, examples, Refusal } from "./command.ts";
import { firewallQuestion } from "./firewall.ts";
import { startLogging } from "./logging.ts";
import { hasDesktop, openPage } from "./open-page.ts";
import { findRunning } from "./running.ts";
import { describeStartError } from "./start-errors.ts";
import { logUncaughtErrors, stopAfterFailure, stopOnSignal } from "./stopping.ts";
import { syncedBy, syncedHint } from "./synced-folder.ts";
import { systemLanguage } from "./system-language.ts";

const logger = getLogger(["lectern", "serve"]);

/** The `--no-` forms that the help text lists. */
const negatives: { readonly [Name in FlagName]?: string } = {
  open: "Do not open a browser",
  mdns: "Do not answer to lectern.local",
};

export const serve = command("serve", "Start the server");
for (const name of flagNames) for (const option of toOptions(name)) serve.addOption(option);
serve
  .addHelpText(
    "after",
    examples(
      "lectern serve --port 9000",
      "lectern serve --data /srv/lectern --teacher-key a-long-secret",
      "lectern serve --public-url https://class.example --trusted-proxies loopback",
      "LECTERN_PORT=9000 lectern serve",
    ),
  )
  .action(async () => {
    const config = readConfig(givenFlags(serve), process.env);
    requireShareable(config);
    const terminal = process.stdout.isTTY === true;
    const isLogVisible = process.stderr.isTTY === true;
    const level = config.logLevel ?? (terminal && isLogVisible ? "warning" : "info");
    startLogging(level, config.logFormat ?? (isLogVisible ? "pretty" : "json"));
    if (terminal && process.platform === "win32") (await import("./windows/console.ts")).disableSelection();
    const key = config.teacherKey ?? randomBytes(16).toString("base64url");
    const addresses = openAddressBook({ host: config.host, data: config.data });
    // Only for machines that phones reach: others have no use for a name.
    const mdns = config.mdns && isEverywhere(config.host);
    const starting = openServer({ ...config, teacherKey: key, addresses, mdns });
    let isStopping = false;
    const ending = stopOnSignal(async () => {
      isStopping = true;
      await (await starting).stop();
    });
    const server = await starting.catch((error: unknown) => {
      throw new Refusal(describeStartError(error, config, findRunning(config.data)));
    });
    logUncaughtErrors();
    if (isStopping) return exitWith(await ending);
    using _ = config.database === undefined ? checkInBackground(config.data) : undefined;
    const path = `/teach#key=${encodeURIComponent(key)}`;
    const link = server.url + path;
    // Who reads the file may sit at another computer.
    const remote = config.publicUrl ? config.publicUrl.replace(/\/$/, "") + path : link;
    const forget = terminal || config.teacherKey ? () => {} : writeLinkFile(config.data, remote);
    announce({ config, server, link, isTerminal: terminal, addresses });
    if (config.open ?? hasDesktop(process.env, process.platform, terminal)) openPage(link);
    const failing = server.failed.then(() => (isStopping ? ending : stopAfterFailure(server)));
    const exit = await Promise.race([ending, failing]);
    forget();
    exitWith(exit);
  });

function exitWith(code: number): void {
  if (code !== 0) process.exit(code);
}

/** Commander's options for a flag. `readConfig` parses the values. A boolean flag also has a `--no-` form. */
function toOptions(name: FlagName): Option[] {
  const { help, value, default: byDefault, env, choices } = aboutFlag(name);
  const description = `${help}${byDefault ? ` (default: ${byDefault})` : ""} (env: ${env.join(", else ")})`;
  if (value) {
    const option = new Option(`--${name} <${value}>`, description);
    // For the help text and for shells; not `choices()`, because `readConfig` also checks the environment's values.
    if (choices) option.argChoices = [...choices];
    return [option];
  }
  const negative = negatives[name];
  return [
    new Option(`--${name} [boolean]`, description),
    new Option(`--no-${name}`, negative).hideHelp(negative === undefined),
  ];
}

/** The given flags by their own names (commander's are in camel case). */
function givenFlags(serve: { options: readonly Option[]; getOptionValue(key: string): unknown }): Flags {
  const named = serve.options.filter(({ negate }) => !negate);
  return Object.fromEntries(named.map((option) => [option.name(), serve.getOptionValue(option.attributeName())]));
}

interface Announcement {
  readonly config: Config;
  readonly server: Server;
  /** The address that signs the teacher in. */
  readonly link: string;
  readonly isTerminal: boolean;
  readonly addresses: AddressBook;
}

/** Shows the addresses of the server: on a terminal as a banner with a QR code, otherwise in the log. */
function announce({ config, server, link, isTerminal, addresses }: Announcement): void {
  const scheme = config.tls ? "https" : "http";
  const reach = findAddresses({ ...config, scheme, port: server.port }, chosenFirst(addresses));
  const problem = addresses.problem();
  const { data } = config;
  const sockets = server.devPaths.map((path) => `${server.url.replace("http", "ws")}${path}`);
  if (config.dev) logger.warn(`Development mode: ${devWarning}`, { sockets });
  const { columns, rows } = process.stdout;
  const service = syncedBy(data, process.env);
  const notes = [
    ...(service ? [syncedHint(service)] : []),
    ...(isEverywhere(config.host) ? firewallQuestion(process.platform, systemLanguage()) : []),
  ];
  if (service) logger.warn("{hint}", { hint: syncedHint(service), data });
  const about = { ...reach, problem, version, teacher: link, data, notes, sockets, columns, rows };
  if (isTerminal) console.log(banner(about));
  else logger.info("Lectern {version} listens on {url}", { version, url: server.url, students: reach.students, data });
}

/** Without a terminal and a key of the operator, writes the link to a file in the data folder; returns its removal. */
function writeLinkFile(data: string, link: string): () => void {
  const file = join(data, "teacher-link");
  rmSync(file, { force: true });
  writeFileSync(file, `${link}\n`, { mode: 0o600 });
  logger.info("The teacher's link is in the file {file}; set LECTERN_TEACHER_KEY for a key of your own", { file });
  return () => rmSync(file, { force: true });
}
