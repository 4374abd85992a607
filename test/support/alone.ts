/** Tests of a single server, which do not run on two nodes. */
import { test } from "bun:test";

/** Whether every server that a test starts is two nodes (`bun scripts/two-nodes.ts`). */
export const hasTwoNodes = process.env.LECTERN_TEST_POSTGRES !== undefined;

/** `test` for a single server. On two nodes it is skipped, and its name says why. */
export const testAlone =
  (why: string) =>
  (name: string, work: () => unknown, timeout?: number): void =>
    test.skipIf(hasTwoNodes)(
      hasTwoNodes ? `${name} (skipped: ${why})` : name,
      async () => void (await work()),
      timeout,
    );
