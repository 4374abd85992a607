/** `lectern demo`: a class with simulated students, from the command line. */
import { expect, setDefaultTimeout, test } from "bun:test";
import { existsSync } from "node:fs";
import { temporaryFolder } from "../support/class.ts";
import { TestSocket } from "../support/socket.ts";
import { atTerminal, lectern, serving } from "./program.ts";

setDefaultTimeout(30_000);

test("without a server, it starts one in a temporary folder that is gone after Ctrl+C", async () => {
  using folder = temporaryFolder();
  await using demo = atTerminal(["demo", "--no-open", "--port", "0", "--language", "ko", "--seed", "5"], {
    cwd: folder.path,
  });
  const shown = await demo.shows("Stop with Ctrl+C");
  const data = /Data\s+(\S+) \(temporary/.exec(shown)?.[1] ?? "";
  const page = /(http:\/\/localhost:\d+)\/teach\/([A-Z0-9]+)#key=(\S+)/.exec(shown);
  expect(existsSync(data)).toBe(true);
  const [, url = "", code = "", key = ""] = page ?? [];
  const signedIn = await fetch(`${url}/api/auth/key`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ key: decodeURIComponent(key) }),
  });
  const { token } = (await signedIn.json()) as { token: string };
  await using desk = await TestSocket.open(`${url}/ws/live/${code}`, token);
  await desk.until("participant.arrived");
  demo.interrupt();
  expect(await demo.exited).toBe(0);
  expect(existsSync(data)).toBe(false);
});

test("with a running server, the students join that one, and Ctrl+C ends their class", async () => {
  using folder = temporaryFolder();
  const key = "a-key-for-the-demo";
  await using server = await serving(folder.path, { env: { LECTERN_TEACHER_KEY: key } });
  await using demo = atTerminal(["demo", "--no-open", "--data", folder.path, "--students", "3"]);
  const shown = await demo.shows("Stop with Ctrl+C");
  const code = /\/teach\/([A-Z0-9]+)/.exec(shown)?.[1];
  expect(shown).toContain(`${server.url}/teach/`);
  demo.interrupt();
  expect([await demo.exited, await demo.shows("one press deletes it")]).toEqual([0, expect.any(String)]);
  const { out } = await lectern(["session", "list", "--json", "--data", folder.path]);
  expect(JSON.parse(out)).toMatchObject([{ code, status: "ENDED" }]);
});

test("says what its options take", async () => {
  const { exit, err } = await lectern(["demo", "--students", "0"]);
  expect([exit, err.trim()]).toEqual([2, 'lectern: --students got "0"; it takes a whole number from 1 to 60.']);
});
