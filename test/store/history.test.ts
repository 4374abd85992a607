/** A database restored by hand has another history: clients must not resume in it. */
import { expect, test } from "bun:test";
import { copyFileSync, cpSync, rmSync } from "node:fs";
import { join } from "node:path";
import { databaseFile } from "../../src/store/open.ts";
import { openClass, openTestServer, temporaryFolder } from "../support/class.ts";
import { openServerProcess } from "../support/process.ts";
import { TestSocket } from "../support/socket.ts";

/** The epoch that a client receives in the welcome. */
async function epochOf(url: string, code: string, teacher: string): Promise<string> {
  await using socket = await TestSocket.open(`${url}/ws/live/${code}`, teacher);
  return (await socket.until("welcome")).data.epoch;
}

test("the epoch survives restarts and kills; a copied database or folder gets a new one each time", async () => {
  using folder = temporaryFolder();
  const data = join(folder.path, "data");
  const { teacher, session } = await (async () => {
    await using server = await openTestServer({ data });
    return await openClass({ server });
  })();
  const epoch = async (at = data) => {
    await using server = await openTestServer({ data: at });
    return await epochOf(server.url, session.code, teacher);
  };
  const first = await epoch();
  expect(await epoch()).toBe(first);
  {
    await using killed = await openServerProcess(data);
    expect(await epochOf(killed.url, session.code, teacher)).toBe(first);
    await killed.kill();
  }
  expect(await epoch()).toBe(first);

  const copy = join(folder.path, "copy.db");
  copyFileSync(join(data, databaseFile), copy);
  const epochs = [first, await epoch()];
  expect(epochs[1]).toBe(first);
  for (let n = 0; n < 2; n++) {
    copyFileSync(copy, join(data, databaseFile));
    epochs.push(await epoch());
    expect(await epoch()).toBe(epochs.at(-1) ?? "");
  }
  const folderCopy = join(folder.path, "whole");
  cpSync(data, folderCopy, { recursive: true });
  epochs.push(await epoch(folderCopy));
  rmSync(join(data, "history.json"));
  epochs.push(await epoch());
  expect(new Set(epochs.slice(1)).size).toBe(5);
});
