/** Reads the program's settings from flags and environment variables (`flags.ts`). A flag overrides a variable. */
import { resolve } from "node:path";
import { aboutFlag, type FlagName, flagNames, type LogFormat, type LogLevel, Settings } from "./flags.ts";

/** The program's settings. */
export interface Config {
  /** 0 to 65535; 0 is any free port. */
  readonly port: number;
  readonly host: string;
  /** The data folder, as an absolute path. */
  readonly data: string;
  /** `postgres://…`; undefined: SQLite in the data folder. */
  readonly database: string | undefined;
  /** The address at which the other servers of `database` reach this one. */
  readonly nodeUrl: string | undefined;
  readonly teacherKey: string | undefined;
  /** `http(s)://host[:port]`, with no path. */
  readonly publicUrl: string | undefined;
  /** Origins of other sites whose pages may use this server. */
  readonly allowedOrigins: string[];
  /** Host names, with or without a port, that the server answers for besides its own. */
  readonly allowedHosts: string[];
  /** Addresses and CIDR ranges of reverse proxies whose forwarding headers count. */
  readonly trustedProxies: string[];
  /** The bearer token that reads `/metrics`. */
  readonly metricsToken: string | undefined;
  /** Days after which classes that have ended are deleted; undefined: never. */
  readonly deleteClassesAfter: number | undefined;
  /** Paths of two PEM files. */
  readonly tls: { readonly cert: string; readonly key: string } | undefined;
  readonly spcAnonymous: boolean;
  /** Development mode. */
  readonly dev: boolean;
  /** Chat-completions endpoint that rephrases questions. */
  readonly refiner:
    | { readonly url: string; readonly model: string | undefined; readonly key: string | undefined }
    | undefined;
  /** Whether to open the teacher's page; undefined: if there is a terminal and a desktop. */
  readonly open: boolean | undefined;
  /** Whether to answer to `lectern.local` by multicast DNS. */
  readonly mdns: boolean;
  /** Frames and HTTP calls per second and participant; 0 disables the limit. */
  readonly rateLimit: number;
  /** Undefined: `warning` on a terminal, which shows the QR code, `info` elsewhere. */
  readonly logLevel: LogLevel | undefined;
  /** Undefined: `pretty` on a terminal, `json` elsewhere. */
  readonly logFormat: LogFormat | undefined;
}

/** An invalid setting. Its message is one line: the flag, the value, and what it takes. The program exits with 2. */
export class ConfigError extends Error {
  constructor(message: string) {
    super(message);
    this.name = "ConfigError";
  }
}

/** Development mode has its own default folder, so that it never opens a real class to everyone by accident. */
const defaultDataFolder = "./lectern-data";
const devDataFolder = "./lectern-dev-data";
const dataFolderOf = ({ data, dev }: Pick<Settings, "data" | "dev">) =>
  resolve(data ?? (dev ? devDataFolder : defaultDataFolder));

/** The values on the command line, by flag: `true` for a flag without a value, `false` with the prefix `--no-`. */
export type Flags = { readonly [Name in FlagName]?: string | boolean | undefined };
/** Environment variables; an empty one counts as not set. */
export type Environment = { readonly [name: string]: string | undefined };

/** Reads all settings. Throws a `ConfigError` for the first invalid one. */
export function readConfig(flags: Flags, env: Environment): Config {
  const values = collectValues(flagNames, flags, env);
  const parsed = Settings.safeParse(valuesByName(values));
  if (!parsed.success) throw invalidValue(values, parsed.error.issues[0]?.path[0] as FlagName);
  return toConfig(parsed.data);
}

/** Reads the data folder, the only setting that every command has. Throws a `ConfigError`. */
export function readData(flags: Pick<Flags, "data" | "dev">, env: Environment): string {
  const values = collectValues(["data", "dev"], flags, env);
  const parsed = Settings.pick({ data: true, dev: true }).safeParse(valuesByName(values));
  if (!parsed.success) throw invalidValue(values, parsed.error.issues[0]?.path[0] as FlagName);
  return dataFolderOf(parsed.data);
}

/** Reads `--delete-classes-after`. Throws a `ConfigError`. */
export function readRetention(flags: Pick<Flags, "delete-classes-after">, env: Environment): number | undefined {
  const values = collectValues(["delete-classes-after"], flags, env);
  const parsed = Settings.pick({ "delete-classes-after": true }).safeParse(valuesByName(values));
  if (!parsed.success) throw invalidValue(values, "delete-classes-after");
  return parsed.data["delete-classes-after"];
}

/** Where the data is. */
export interface Storage {
  /** The data folder. */
  readonly data: string;
  /** `postgres://…`; undefined: SQLite in the data folder. */
  readonly database: string | undefined;
}

/** Reads where the data is. Throws a `ConfigError`. */
export function readStorage(flags: Pick<Flags, "data" | "dev" | "database">, env: Environment): Storage {
  const data = readData(flags, env);
  const values = collectValues(["database"], flags, env);
  const parsed = Settings.pick({ database: true }).safeParse(valuesByName(values));
  if (!parsed.success) throw invalidValue(values, "database");
  return { data, database: parsed.data.database };
}

/** Throws a `ConfigError` if servers share a database and this one would make a teacher key, or sample accounts, of its own. */
export function requireShareable({ database, dev, teacherKey }: Pick<Config, "database" | "dev" | "teacherKey">): void {
  if (database === undefined) return;
  if (dev) throw new ConfigError("--dev works in a data folder only: leave out --database (env: LECTERN_DATABASE).");
  if (teacherKey !== undefined) return;
  throw new ConfigError("--database needs --teacher-key (env: LECTERN_TEACHER_KEY): all servers use the same key.");
}

/** An unparsed value and its source, as an error names it. */
interface RawValue {
  readonly name: FlagName;
  readonly from: string;
  readonly value: string | boolean;
}

function collectValues(names: readonly FlagName[], flags: Flags, env: Environment): RawValue[] {
  return names.flatMap((name): RawValue[] => {
    const flag = flags[name];
    if (flag !== undefined) return [{ name, from: `--${name}`, value: typeof flag === "string" ? flag.trim() : flag }];
    const variable = aboutFlag(name).env.find((each) => env[each]?.trim());
    const value = variable && env[variable]?.trim();
    return value ? [{ name, from: `${variable} (--${name})`, value }] : [];
  });
}

const valuesByName = (values: RawValue[]) => Object.fromEntries(values.map(({ name, value }) => [name, value]));

function invalidValue(values: RawValue[], name: FlagName): ConfigError {
  const { takes, secret } = aboutFlag(name);
  const { from, value } = values.find((each) => each.name === name) ?? { from: `--${name}`, value: "" };
  const shown = secret ? `a value of ${String(value).length} characters` : JSON.stringify(value);
  return new ConfigError(`${from} got ${shown}; it takes ${takes}.`);
}

function toConfig(read: Settings): Config {
  const { "tls-cert": cert, "tls-key": key } = read;
  if (cert !== undefined && key === undefined) throw incompleteTls("--tls-cert", cert, "--tls-key");
  if (key !== undefined && cert === undefined) throw incompleteTls("--tls-key", key, "--tls-cert");
  return {
    port: read.port,
    host: read.host ?? (read.dev ? "127.0.0.1" : "0.0.0.0"),
    data: dataFolderOf(read),
    database: read.database,
    nodeUrl: read["node-url"],
    teacherKey: read["teacher-key"],
    publicUrl: read["public-url"],
    allowedOrigins: read["allowed-origins"],
    allowedHosts: read["allowed-hosts"],
    trustedProxies: read["trusted-proxies"],
    metricsToken: read["metrics-token"],
    deleteClassesAfter: read["delete-classes-after"],
    tls: cert !== undefined && key !== undefined ? { cert, key } : undefined,
    spcAnonymous: read["spc-anonymous"],
    dev: read.dev,
    refiner: read["refiner-url"]
      ? { url: read["refiner-url"], model: read["refiner-model"], key: read["refiner-key"] }
      : undefined,
    open: read.open,
    mdns: read.mdns,
    rateLimit: read["rate-limit"],
    logLevel: read["log-level"],
    logFormat: read["log-format"],
  };
}

const incompleteTls = (flag: string, value: string, missing: string) =>
  new ConfigError(`${flag} got ${JSON.stringify(value)} without ${missing}; it takes both or neither.`);
