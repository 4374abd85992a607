import { describe, expect, test } from "bun:test";
import { resolve } from "node:path";
import { ConfigError, readConfig, readData, requireShareable } from "../src/config.ts";
import { aboutFlag, flagNames, Settings } from "../src/flags.ts";

const refusal = (flags: Record<string, string | boolean>, env: Record<string, string> = {}): string => {
  try {
    readConfig(flags, env);
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
  return "accepted";
};

describe("what the program runs with", () => {
  test("nothing given: the contract's defaults", () => {
    expect(readConfig({}, {})).toEqual({
      port: 8000,
      host: "0.0.0.0",
      data: resolve("lectern-data"),
      database: undefined,
      nodeUrl: undefined,
      teacherKey: undefined,
      publicUrl: undefined,
      allowedOrigins: [],
      allowedHosts: [],
      trustedProxies: [],
      metricsToken: undefined,
      deleteClassesAfter: undefined,
      tls: undefined,
      spcAnonymous: false,
      dev: false,
      refiner: undefined,
      open: undefined,
      mdns: true,
      rateLimit: 50,
      logLevel: undefined,
      logFormat: undefined,
    });
  });

  test("every flag has its variable, and says what it takes", () => {
    for (const name of flagNames) {
      expect(aboutFlag(name).env[0]).toBe(`LECTERN_${name.toUpperCase().replaceAll("-", "_")}`);
      expect(aboutFlag(name).takes.length).toBeGreaterThan(3);
    }
  });

  test("the environment is read, and the flag wins over it", () => {
    const env = { LECTERN_PORT: "8100", LECTERN_HOST: "127.0.0.1", LECTERN_SPC_ANONYMOUS: "yes", LECTERN_OPEN: "0" };
    const config = readConfig({ port: "8200" }, env);
    expect([config.port, config.host, config.spcAnonymous, config.open]).toEqual([8200, "127.0.0.1", true, false]);
  });

  test("PORT counts where LECTERN_PORT is not set; an empty variable is not set", () => {
    expect(readConfig({}, { PORT: "5000" }).port).toBe(5000);
    expect(readConfig({}, { LECTERN_PORT: "6000", PORT: "5000" }).port).toBe(6000);
    expect(readConfig({}, { LECTERN_PORT: " ", PORT: "" }).port).toBe(8000);
  });

  test("addresses are read down to their origin", () => {
    const config = readConfig(
      { "public-url": "https://Class.Example/", "allowed-origins": "http://a.example:80, https://b.example:8443,," },
      {},
    );
    expect(config.publicUrl).toBe("https://class.example");
    expect(config.allowedOrigins).toEqual(["http://a.example", "https://b.example:8443"]);
  });

  test("host names are read in small letters", () => {
    const { allowedHosts } = readConfig({ "allowed-hosts": "10.0.2.2, Class.Example:8443,[::9]," }, {});
    expect(allowedHosts).toEqual(["10.0.2.2", "class.example:8443", "[::9]"]);
    expect(readConfig({}, { LECTERN_ALLOWED_HOSTS: "a.example" }).allowedHosts).toEqual(["a.example"]);
    for (const bad of ["http://a.example", "a.example/", "*", "a b", "a..b", "a:port"]) {
      expect(refusal({ "allowed-hosts": bad })).toBe(
        `--allowed-hosts got ${JSON.stringify(bad)}; it takes host names such as class.example or class.example:8443, with commas between them.`,
      );
    }
  });

  test("development mode has its own data folder and listens on the loopback address by default", () => {
    expect(readConfig({ dev: true }, {})).toMatchObject({
      dev: true,
      host: "127.0.0.1",
      data: resolve("lectern-dev-data"),
    });
    expect(readConfig({ dev: true, host: "0.0.0.0", data: "x" }, {})).toMatchObject({
      host: "0.0.0.0",
      data: resolve("x"),
    });
    expect(readConfig({}, { LECTERN_DEV: "true" }).dev).toBe(true);
  });

  test("--open and --no-open", () => {
    expect(readConfig({ open: true }, { LECTERN_OPEN: "false" }).open).toBe(true);
    expect(readConfig({ open: false }, {}).open).toBe(false);
  });

  test("the data folder of the other commands is read alone", () => {
    expect(readData({ data: "x" }, { LECTERN_PORT: "bad" })).toBe(resolve("x"));
    expect(readData({}, { LECTERN_DATA: "/srv/lectern" })).toBe("/srv/lectern");
    expect(readData({}, { LECTERN_DEV: "1" })).toBe(resolve("lectern-dev-data"));
    expect(() => readData({ data: "" }, {})).toThrow(ConfigError);
  });

  test("two readable files make TLS", () => {
    const file = import.meta.path;
    expect(readConfig({ "tls-cert": file, "tls-key": file }, {}).tls).toEqual({ cert: file, key: file });
  });
});

describe("a value that does not fit is named in one line: the flag, what it got, what it takes", () => {
  const rows: [Record<string, string | boolean>, Record<string, string>, string][] = [
    [{ port: "abc" }, {}, '--port got "abc"; it takes a number from 0 to 65535 (0: any free port).'],
    [{ port: "65536" }, {}, '--port got "65536"; it takes a number from 0 to 65535 (0: any free port).'],
    [{ port: "-1" }, {}, '--port got "-1"; it takes a number from 0 to 65535 (0: any free port).'],
    [{ port: "" }, {}, '--port got ""; it takes a number from 0 to 65535 (0: any free port).'],
    [{}, { PORT: "http" }, 'PORT (--port) got "http"; it takes a number from 0 to 65535 (0: any free port).'],
    [
      { host: "a b" },
      {},
      '--host got "a b"; it takes an address or a name of this machine, such as 0.0.0.0 or 127.0.0.1.',
    ],
    [{ data: "" }, {}, '--data got ""; it takes the path of a folder.'],
    [
      { "public-url": "example.org" },
      {},
      '--public-url got "example.org"; it takes an http:// or https:// address with no path.',
    ],
    [
      { "public-url": "https://example.org/class" },
      {},
      '--public-url got "https://example.org/class"; it takes an http:// or https:// address with no path.',
    ],
    [
      {},
      { LECTERN_ALLOWED_ORIGINS: "https://a.example,*" },
      'LECTERN_ALLOWED_ORIGINS (--allowed-origins) got "https://a.example,*"; it takes origins such as https://school.example, with commas between them.',
    ],
    [
      {},
      { LECTERN_SPC_ANONYMOUS: "maybe" },
      'LECTERN_SPC_ANONYMOUS (--spc-anonymous) got "maybe"; it takes nothing, or true or false.',
    ],
    [{ "rate-limit": "1.5" }, {}, '--rate-limit got "1.5"; it takes a whole number of frames a second (0: no limit).'],
    [{ "log-level": "loud" }, {}, '--log-level got "loud"; it takes debug, info, warning, error.'],
    [{ "log-format": "xml" }, {}, '--log-format got "xml"; it takes pretty or json.'],
    [
      { "tls-cert": "no/such.pem" },
      {},
      '--tls-cert got "no/such.pem"; it takes the path of a PEM file that can be read.',
    ],
  ];
  test.each(rows)("%j %j", (flags, env, line) => {
    expect(refusal(flags, env)).toBe(line);
    expect(line).not.toInclude("\n");
  });

  test("half of TLS", () => {
    const file = import.meta.path;
    expect(refusal({ "tls-cert": file })).toBe(
      `--tls-cert got ${JSON.stringify(file)} without --tls-key; it takes both or neither.`,
    );
    expect(refusal({ "tls-key": file })).toContain("without --tls-cert");
  });

  test("the address of a database is one of PostgreSQL, and has a password that is not repeated", () => {
    expect(readConfig({ database: "postgres://me:pass@db/lectern" }, {}).database).toBe(
      "postgres://me:pass@db/lectern",
    );
    expect(refusal({}, { LECTERN_DATABASE: "mysql://me:hush@db/x" })).toStartWith(
      "LECTERN_DATABASE (--database) got a value of 20 characters; it takes the address of a PostgreSQL database",
    );
    const shared = { database: "postgres://db/x", dev: false, teacherKey: undefined };
    expect(() => requireShareable({ ...shared, dev: true })).toThrow("--dev works in a data folder only");
    expect(() => requireShareable(shared)).toThrow(
      "--database needs --teacher-key (env: LECTERN_TEACHER_KEY): all servers use the same key.",
    );
  });

  test("a secret is not repeated", () => {
    expect(refusal({ "teacher-key": "my key" })).toBe(
      "--teacher-key got a value of 6 characters; it takes 12 to 200 letters, digits and signs without spaces.",
    );
    expect(refusal({}, { LECTERN_METRICS_TOKEN: "my secret" })).not.toInclude("secret");
  });

  test("the schema itself takes nothing it does not know", () => {
    expect(Settings.safeParse({ prot: "1" }).success).toBe(false);
  });
});
