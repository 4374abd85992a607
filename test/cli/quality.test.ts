import { describe, expect, test } from "bun:test";
import { phases, simulateMachine } from "../../src/cli/demo-process.ts";
import { openChance } from "../support/chance.ts";
import { openClass, openTestServer, temporaryFolder } from "../support/class.ts";
import { lecternInProcess } from "./in-process.ts";
import { lectern } from "./program.ts";

const product = { code: "BOLT-M10", name: "Bolt", lsl: 9, usl: 11 };

describe("keys for devices", () => {
  test("are created, listed and revoked, and write to the running server", async () => {
    await using server = await openTestServer();
    const data = ["--data", server.data];
    const made = await lectern(["token", "create", "Gauge 1", ...data]);
    expect([made.exit, made.err.startsWith("Gauge 1 writes to the quality board with ")]).toEqual([0, true]);
    const token = made.out.trim();
    expect((await server.call("POST", "/api/spc/products", token, product)).status).toBe(403);
    expect((await server.call("POST", "/api/spc/products", await server.teacher(), product)).status).toBe(201);
    const value = { product: 1, measurement_value: 10 };
    expect((await server.call("POST", "/api/spc/measurements", token, value)).status).toBe(201);
    const one = await lectern(["token", "create", "Gauge 2", "--product", "bolt-m10", "--json", ...data]);
    expect(JSON.parse(one.out)).toMatchObject({ name: "Gauge 2", product_id: 1, last_used_at: null });
    const listed = (await lectern(["token", "list", ...data])).out
      .split("\n")
      .map((line) => line.trim().split(/ {2,}/));
    expect(listed.map(([, name, of]) => [name, of]).slice(1, 3)).toEqual([
      ["Gauge 1", "any product"],
      ["Gauge 2", "product BOLT-M10"],
    ]);
    expect((await lectern(["token", "revoke", "Gauge 1", ...data])).out).toBe("Gauge 1's token is revoked.\n");
    expect((await server.call("GET", "/api/spc/products", token)).status).toBe(401);
  });

  test("are rejected if the name is unknown or ambiguous, or the product is unknown", async () => {
    await using server = await openTestServer();
    const data = ["--data", server.data];
    await lectern(["token", "create", "Gauge", ...data]);
    await lectern(["token", "create", "Gauge", ...data]);
    const said = async (...args: string[]) => {
      const { exit, err } = await lectern(["token", ...args, ...data]);
      return [exit, err];
    };
    expect(await said("revoke", "Gauge")).toEqual([1, 'lectern: 2 are called "Gauge": use its id.\n']);
    expect(await said("revoke", "Else")).toEqual([
      1,
      'lectern: There is no device or program "Else": see lectern token list.\n',
    ]);
    expect(await said("create", "Gauge", "--product", "NONE")).toEqual([
      1,
      'lectern: There is no product "NONE" on the quality board.\n',
    ]);
  });
});

describe("tokens for programs", () => {
  test("are for one session or an account that is named, listed, and revoked", async () => {
    await using room = await openClass({ code: "MON1" });
    const data = ["--data", room.data];
    const bot = ["token", "create", "quiz-bot", "--for", "session", "--session", "mon1", "--may", "write", ...data];
    const made = await lectern(bot);
    expect([made.exit, made.err.startsWith("quiz-bot reads and writes session MON1 with ")]).toEqual([0, true]);
    const path = "/api/sessions/MON1/messages";
    expect((await room.call("POST", path, made.out.trim(), { content: "Hi" })).status).toBe(200);
    const account = ["token", "create", "attendance", "--for", "account", "--account", "teacher", "--json", ...data];
    expect(JSON.parse((await lectern(account)).out)).toMatchObject({ account: "Teacher", session: null, may: "read" });
    const listed = (await lectern(["token", "list", ...data])).out
      .split("\n")
      .map((line) => line.trim().split(/ {2,}/));
    expect(listed.map(([, ...rest]) => rest.slice(0, 3)).slice(1, 3)).toEqual([
      ["quiz-bot", "session MON1", "write"],
      ["attendance", "account Teacher", "read"],
    ]);
    expect((await lectern(["token", "revoke", "quiz-bot", ...data])).out).toBe("quiz-bot's token is revoked.\n");
    expect((await room.call("POST", path, made.out.trim(), { content: "Hi" })).status).toBe(401);
  });

  test.each([
    ["--for session", "--for session needs --session: see --help."],
    ["--for account", "--for account needs --account: see --help."],
    ["--for account --account Kim --product BOLT", "--product is not for --for account: see --help."],
    ["--may read", "--may is not for --for device, which writes measurements."],
  ])("token create bot %s is refused", async (options, said) => {
    const { exit, err } = await lecternInProcess(["token", "create", "bot", ...options.split(" ")]);
    expect([exit, err]).toEqual([2, `lectern: ${said}\n`]);
  });
});

describe("lectern demo spc", () => {
  test("measures into the running server, raises every kind of alert, and leaves no key behind", async () => {
    await using server = await openTestServer();
    const values = phases.reduce((sum, phase) => sum + phase.values, 0);
    const args = ["demo", "spc", "--rate", "1000", "--values", String(values), "--data", server.data];
    const { exit, out } = await lectern(args);
    expect(exit).toBe(0);
    for (const { name } of phases) expect(out).toContain(name);
    const teacher = await server.teacher();
    const [bolt] = (await server.call("GET", "/api/spc/products", teacher)).body;
    expect(bolt).toMatchObject({ code: "DEMO-BOLT", measurements: 25 + values, limits_version: 1 });
    const alerts = (await server.call("GET", "/api/spc/alerts?limit=200", teacher)).body as { alert_type: string }[];
    const types = new Set(alerts.map(({ alert_type }) => alert_type));
    expect([types.has("OUT_OF_SPEC"), types.has("OUT_OF_CONTROL"), types.has("RUN_RULE_VIOLATION")]).toEqual([
      true,
      true,
      true,
    ]);
    expect((await server.call("GET", "/api/spc/devices", teacher)).body).toEqual([]);
  });

  test("waits and continues if it sends faster than the rate limit", async () => {
    await using server = await openTestServer({ rateLimit: 20 });
    const { exit, out } = await lectern(["demo", "spc", "--rate", "1000", "--values", "100", "--data", server.data]);
    expect([exit, out]).toEqual([0, expect.stringContaining("The board is at")]);
    const teacher = await server.teacher();
    // The demo may have used up what this address can send: then the server says when there is more.
    const read = async (): ReturnType<typeof server.call> => {
      const answer = await server.call("GET", "/api/spc/products", teacher);
      if (answer.status !== 429) return answer;
      await Bun.sleep(Number(answer.headers.get("Retry-After")) * 1000);
      return read();
    };
    expect((await read()).body).toMatchObject([{ measurements: 125 }]);
  });

  test("needs a running server", async () => {
    using folder = temporaryFolder();
    const { exit, err } = await lectern(["demo", "spc", "--data", folder.path]);
    expect([exit, err]).toEqual([
      1,
      `lectern: No Lectern is running on ${folder.path}: start one, or set its folder with --data.\n`,
    ]);
  });

  test("goes through its phases in order, and starts again", () => {
    const values = simulateMachine(openChance(1));
    const lasting = phases.reduce((sum, phase) => sum + phase.values, 0);
    const met = Array.from({ length: lasting + 1 }, () => values.next().value.phase);
    expect([...new Set(met)]).toEqual([...phases]);
    expect(met.at(-1)).toBe(phases[0]);
  });
});
