/** Suites of a single server, with every server of theirs being two nodes behind a load balancer. */
import { describe, expect, test } from "bun:test";
import { findPostgres, root } from "../../scripts/prepare.ts";
import { proving, scaled } from "../support/proof.ts";
import { usePostgres } from "../support/use-postgres.ts";

const missing = findPostgres() ? "" : " (skipped: PostgreSQL is not installed)";
const timeoutMs = 460_000;

/** Whole folders run in two processes, as in `bun run test`. */
const together = ["--parallel=2", "--no-isolate"];

/** What `bun test` runs. The fast part has people of all apps in one room, and everything that holds for Lectern's own app. */
const dialects = scaled(
  [["test/dialects/one-room.test.ts"], ["test/dialects/contract.test.ts", "-t", "^lectern: contract"]],
  [[...together, "test/dialects/", "test/quality/native-board.test.ts"]],
);
const protection = [...together, "test/security/", "test/compatibility/", "test/docs/fuzz.test.ts"];
const calls = [...together, "test/http/"];
const delivery = [...together, "test/live/"];

describe.skipIf(missing !== "")(`two nodes behind a load balancer${missing}`, () => {
  const server = usePostgres();

  /** Runs `bun test` on two nodes, and shows its output if a test fails. */
  async function passes(given: readonly string[]): Promise<void> {
    const { LECTERN_PROVE: _, ...inherited } = process.env;
    const child = Bun.spawn([process.execPath, "test", "--timeout", "20000", ...given], {
      cwd: root,
      env: { ...inherited, LECTERN_TEST_POSTGRES: await server.newDatabase() },
      stdio: ["ignore", "ignore", "pipe"],
      timeout: timeoutMs,
    });
    const output = await new Response(child.stderr).text();
    const code = await child.exited;
    if (code !== 0) console.error(output);
    const failed = output.split("\n").filter((line) => line.startsWith("(fail)"));
    expect({ failed, code }).toEqual({ failed: [], code: 0 });
    expect(output).toMatch(/^ *[1-9]\d* pass$/m);
  }

  async function allPass(runs: readonly (readonly string[])[]): Promise<void> {
    for (const given of runs) await passes(given);
  }

  test("H1 the suites of the dialects pass", () => allPass(dialects), timeoutMs);
  test.skipIf(!proving)("H7 those of security and the apps' documents pass", () => passes(protection), timeoutMs);
  test.skipIf(!proving)("H8 those of the HTTP API pass", () => passes(calls), timeoutMs);
  test.skipIf(!proving)("H9 those of delivery and presence pass", () => passes(delivery), timeoutMs);
});
