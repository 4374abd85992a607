/** The flags of `lectern serve`: one schema for values from the command line and the environment, with their help texts. */
import { accessSync, constants } from "node:fs";
import { isIP } from "node:net";
import { z } from "zod";

export const LogLevel = z.enum(["debug", "info", "warning", "error"]);
export type LogLevel = z.infer<typeof LogLevel>;
export const LogFormat = z.enum(["pretty", "json"]);
export type LogFormat = z.infer<typeof LogFormat>;

/** What the help text and the errors say about a flag. */
export interface About {
  /** Its environment variables; the first that is set is used. */
  readonly env: readonly [string, ...string[]];
  /** What it takes, to end the sentence "it takes …". */
  readonly takes: string;
  /** Its summary in the help text. */
  readonly help: string;
  /** The placeholder for its value in the help text; a flag without one is on or off. */
  readonly value?: string;
  /** Its default, as the help text describes it. */
  readonly default?: string;
  /** Its values, if there are only a few: the help text lists them, and shells complete them. */
  readonly choices?: readonly string[];
  /** Its value is never shown. */
  readonly secret?: true;
}

/** What the help text says about each flag. */
const about = z.registry<About>();

const Flag = z.union([z.boolean(), z.stringbool()]);
const Origin = z.string().transform((text, ctx) => {
  const url = URL.parse(text);
  const plain = url && /^https?:$/.test(url.protocol) && url.pathname === "/" && !url.search && !url.hash;
  if (plain && !url.username && !url.password) return url.origin;
  ctx.addIssue("no origin");
  return z.NEVER;
});
/** A host name or an address as in a Host header. Without a port it matches every port. */
const HostName = z
  .string()
  .toLowerCase()
  .regex(/^([a-z0-9_-]+(\.[a-z0-9_-]+)*|\[[0-9a-f:.]+\])(:\d{1,5})?$/)
  .max(255);
const ReadableFile = z.string().refine((path) => {
  try {
    accessSync(path, constants.R_OK);
    return true;
  } catch {
    return false;
  }
});
/** Whether `text` is an address, a CIDR range (`10.0.0.0/8`, `fd00::/8`) or `loopback`. */
function isProxyRange(text: string): boolean {
  const [address = "", bits, ...more] = text.split("/");
  if (text === "loopback") return true;
  const family = isIP(address);
  if (family === 0 || more.length > 0) return false;
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (family === 4 ? 32 : 128));
}

/** Values with commas between them, each once. */
const List = z.string().transform((list) => [...new Set(list.split(",").flatMap((item) => item.trim() || []))]);

const wholeNumber = (max: number) => z.string().regex(/^\d+$/).transform(Number).pipe(z.number().max(max));

/** Every flag of `lectern serve`, by name. */
export const Settings = z.strictObject({
  port: wholeNumber(65_535)
    .default(8000)
    .register(about, {
      env: ["LECTERN_PORT", "PORT"],
      takes: "a number from 0 to 65535 (0: any free port)",
      help: "The port to listen on",
      value: "number",
      default: "8000",
    }),
  host: z
    .string()
    .regex(/^[\w.:%-]+$/)
    .optional()
    .register(about, {
      env: ["LECTERN_HOST"],
      takes: "an address or a name of this machine, such as 0.0.0.0 or 127.0.0.1",
      help: "The address to listen on",
      value: "address",
      default: "0.0.0.0, every network card; with --dev 127.0.0.1",
    }),
  data: z
    .string()
    .min(1)
    .optional()
    .register(about, {
      env: ["LECTERN_DATA"],
      takes: "the path of a folder",
      help: "The folder of the database, the pictures and the server's secrets",
      value: "folder",
      default: "./lectern-data; with --dev ./lectern-dev-data",
    }),
  database: z
    .url({ protocol: /^postgres(ql)?$/ })
    .optional()
    .register(about, {
      env: ["LECTERN_DATABASE"],
      takes: "the address of a PostgreSQL database, postgres://user:password@host:5432/name",
      help: "The PostgreSQL database that several servers share",
      value: "url",
      default: "none: SQLite in the data folder",
      secret: true,
    }),
  "node-url": Origin.optional().register(about, {
    env: ["LECTERN_NODE_URL"],
    takes: "an http:// or https:// address with no path",
    help: "The address at which the other servers of --database reach this one",
    value: "url",
    default: "the server's address on this machine",
  }),
  "teacher-key": z
    .string()
    .regex(/^[\x21-\x7e]{12,200}$/)
    .optional()
    .register(about, {
      env: ["LECTERN_TEACHER_KEY"],
      takes: "12 to 200 letters, digits and signs without spaces",
      help: "The key that signs the teacher in",
      value: "key",
      default: "a new one at each start",
      secret: true,
    }),
  "public-url": Origin.optional().register(about, {
    env: ["LECTERN_PUBLIC_URL"],
    takes: "an http:// or https:// address with no path",
    help: "The address that students use",
    value: "url",
    default: "this machine's first LAN address",
  }),
  "allowed-origins": List.pipe(z.array(Origin))
    .default([])
    .register(about, {
      env: ["LECTERN_ALLOWED_ORIGINS"],
      takes: "origins such as https://school.example, with commas between them",
      help: "Origins of other sites whose pages may use this server",
      value: "origins",
      default: "none",
    }),
  "allowed-hosts": List.pipe(z.array(HostName).max(100))
    .default([])
    .register(about, {
      env: ["LECTERN_ALLOWED_HOSTS"],
      takes: "host names such as class.example or class.example:8443, with commas between them",
      help: "Other host names that the server answers for",
      value: "hosts",
      default: "none",
    }),
  "tls-cert": ReadableFile.optional().register(about, {
    env: ["LECTERN_TLS_CERT"],
    takes: "the path of a PEM file that can be read",
    help: "The certificate for https, with --tls-key",
    value: "file",
    default: "none: plain http",
  }),
  "tls-key": ReadableFile.optional().register(about, {
    env: ["LECTERN_TLS_KEY"],
    takes: "the path of a PEM file that can be read",
    help: "The certificate's private key, with --tls-cert",
    value: "file",
  }),
  "spc-anonymous": Flag.default(false).register(about, {
    env: ["LECTERN_SPC_ANONYMOUS"],
    takes: "nothing, or true or false",
    help: "Let anyone read and write the quality board",
  }),
  dev: Flag.default(false).register(about, {
    env: ["LECTERN_DEV"],
    takes: "nothing, or true or false",
    help: "Development mode for app developers: any Origin and Host, and no sign-in",
  }),
  "refiner-url": z
    .url({ protocol: /^https?$/ })
    .optional()
    .register(about, {
      env: ["LECTERN_REFINER_URL"],
      takes: "the http address of an OpenAI-compatible chat endpoint",
      help: "Chat-completions endpoint that rephrases questions",
      value: "url",
      default: "none",
    }),
  "refiner-model": z
    .string()
    .max(200)
    .optional()
    .register(about, {
      env: ["LECTERN_REFINER_MODEL"],
      takes: "the name of a model that the refiner has",
      help: "The model for --refiner-url",
      value: "name",
      default: "default",
    }),
  "refiner-key": z
    .string()
    .max(1000)
    .optional()
    .register(about, {
      env: ["LECTERN_REFINER_KEY"],
      takes: "the key that the refiner asks for",
      help: "The API key for --refiner-url",
      value: "key",
      default: "none",
      secret: true,
    }),
  open: Flag.optional().register(about, {
    env: ["LECTERN_OPEN"],
    takes: "nothing, or true or false",
    help: "Open the teacher's page in a browser",
    default: "if there is a terminal and a desktop",
  }),
  mdns: Flag.default(true).register(about, {
    env: ["LECTERN_MDNS"],
    takes: "nothing, or true or false",
    help: "Answer to lectern.local by multicast DNS",
    default: "on",
  }),
  "rate-limit": wholeNumber(1_000_000)
    .default(50)
    .register(about, {
      env: ["LECTERN_RATE_LIMIT"],
      takes: "a whole number of frames a second (0: no limit)",
      help: "Frames and HTTP calls per second that one participant may send",
      value: "number",
      default: "50",
    }),
  "log-level": LogLevel.optional().register(about, {
    env: ["LECTERN_LOG_LEVEL"],
    takes: LogLevel.options.join(", "),
    help: "The lowest level to log",
    value: "level",
    default: "info; on a terminal warning, so that the QR code stays visible",
    choices: LogLevel.options,
  }),
  "log-format": LogFormat.optional().register(about, {
    env: ["LECTERN_LOG_FORMAT"],
    takes: LogFormat.options.join(" or "),
    help: "The format of the log",
    value: "format",
    choices: LogFormat.options,
    default: "pretty on a terminal, json elsewhere",
  }),
  "trusted-proxies": List.pipe(z.array(z.string().refine(isProxyRange)))
    .default([])
    .register(about, {
      env: ["LECTERN_TRUSTED_PROXIES"],
      takes: "addresses, CIDR ranges such as 10.0.0.0/8, or loopback, with commas between them",
      help: "Reverse proxies whose X-Forwarded-For and X-Forwarded-Proto count",
      value: "addresses",
      default: "none",
    }),
  "delete-classes-after": z
    .string()
    .regex(/^\d+$/)
    .transform(Number)
    .pipe(z.number().min(1).max(36_500))
    .optional()
    .register(about, {
      env: ["LECTERN_DELETE_CLASSES_AFTER"],
      takes: "a whole number of days from 1 to 36500",
      help: "Delete classes with all their data so many days after their end (lectern session expired shows which)",
      value: "days",
      default: "never",
    }),
  "metrics-token": z
    .string()
    .regex(/^[\x21-\x7e]{12,200}$/)
    .optional()
    .register(about, {
      env: ["LECTERN_METRICS_TOKEN"],
      takes: "12 to 200 letters, digits and signs without spaces",
      help: "The bearer token with which Prometheus reads /metrics",
      value: "token",
      default: "none",
      secret: true,
    }),
});
export type Settings = z.output<typeof Settings>;
export type FlagName = keyof Settings;

/** Returns the help texts of a flag. */
export function aboutFlag(name: FlagName): About {
  const found = about.get(Settings.shape[name]);
  if (!found) throw new Error(`nothing is registered about --${name}`);
  return found;
}

/** The names of all flags, in the order of the help text. */
export const flagNames = Object.keys(Settings.shape) as FlagName[];
