/** Ctrl+C in the demo of the quality board ended it with the dump of an error, and 1. */
import { expect, test } from "bun:test";
import { join } from "node:path";
import { openTestServer } from "../support/class.ts";

const main = join(import.meta.dir, "../../src/main.ts");

test("Ctrl+C ends the demo as if it were over: nothing on stderr, 0, and no key left behind", async () => {
  await using server = await openTestServer();
  const child = Bun.spawn([process.execPath, "--no-env-file", main, "demo", "spc", "--data", server.data], {
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, NO_COLOR: "1" },
  });
  const output = child.stdout.getReader();
  // Its first line comes once it measures.
  await output.read();
  child.kill("SIGINT");
  expect([await new Response(child.stderr).text(), await child.exited]).toEqual(["", 0]);
  expect((await server.call("GET", "/api/spc/devices", await server.teacher())).body).toEqual([]);
});
