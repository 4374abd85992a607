/** PROOFS G5, D4: pictures use up neither the memory nor the disk that the class needs. */
import { describe, expect, setDefaultTimeout, test } from "bun:test";
import { existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { hasTwoNodes, testAlone } from "../support/alone.ts";
import { openClass, openTestServer, temporaryFolder } from "../support/class.ts";
import { png } from "../support/picture.ts";
import { openServerProcess } from "../support/process.ts";

setDefaultTimeout(60_000);

const small = png(2, 2, () => [255, 0, 0]);

async function upload(url: string, token: string, bytes: Uint8Array): Promise<{ status: number; body: any }> {
  const form = new FormData();
  form.append("file", new File([bytes as Uint8Array<ArrayBuffer>], "x.png"));
  const headers = { Authorization: `Bearer ${token}` };
  const response = await fetch(`${url}/api/uploads?session=TEST001`, { method: "POST", headers, body: form });
  return { status: response.status, body: await response.json() };
}

/** The pictures and parts of pictures in a data folder. */
const files = (data: string) =>
  ["uploads", "incoming"]
    .map((name) => join(data, name))
    .flatMap((path) => (existsSync(path) ? readdirSync(path) : []));

async function makeClass(data: string) {
  await using server = await openTestServer({ data });
  const { join: enter, teacher } = await openClass({ server, code: "TEST001" });
  return { teacher, ann: (await enter("Ann")).token, bob: (await enter("Bob")).token };
}

test("a body of unknown length is not read beyond 1 MiB, because it is read before authentication", async () => {
  await using room = await openClass({ code: "TEST001" });
  const { token } = await room.join("Ann");
  const ask = async (credential: string | undefined) => {
    let sent = 0;
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        sent += 64 * 1024;
        controller.enqueue(new Uint8Array(64 * 1024));
        if (sent >= 4 * 1024 * 1024) controller.close();
      },
    });
    const headers = {
      "Content-Type": "multipart/form-data; boundary=x",
      ...(credential && { Authorization: `Bearer ${credential}` }),
    };
    return (await fetch(`${room.url}/api/uploads?session=TEST001`, { method: "POST", headers, body })).status;
  };
  expect([await ask(undefined), await ask(token)]).toEqual([413, 413]);
});

test("an upload to another class does not reveal whether a class with that code exists", async () => {
  await using room = await openClass({ code: "TEST001" });
  const { token } = await room.join("Ann");
  await room.call("POST", "/api/sessions", room.teacher, { title: "Other", code: "OTHER1" });
  const [other, none] = [
    await room.call("POST", "/api/uploads?session=OTHER1", token),
    await room.call("POST", "/api/uploads?session=NOBODY", token),
  ];
  expect([none.status, none.body]).toEqual([403, other.body]);
});

describe("G5 many large pictures at once", () => {
  test("of one student are rejected beyond a few; another student's is accepted, and later all are", async () => {
    await using room = await openClass({ code: "TEST001" });
    const ann = await room.join("Ann");
    const bob = await room.join("Bob");
    // Behind the picture stands what counts as its size.
    const bomb = Buffer.concat([png(2000, 2000, () => [0, 0, 0]), Buffer.alloc(7_000_000)]);
    const many = Array.from({ length: 24 }, () => upload(room.url, ann.token, bomb));
    const other = upload(room.url, bob.token, small);
    const answers = await Promise.all(many);
    const codes = new Set(answers.map(({ status, body }) => body.code ?? status));
    expect(codes).toEqual(new Set([201, "busy"]));
    expect((await other).status).toBe(201);
    expect((await upload(room.url, ann.token, small)).status).toBe(201);
    // Several nodes have their pictures in PostgreSQL.
    const accepted = answers.filter(({ status }) => status === 201).length + 2;
    if (!hasTwoNodes) expect(files(room.data).length).toBe(accepted);
  });
});

describe("D4 the disk and pictures", () => {
  test("while little space is free, pictures are rejected with `storage_low` but commands are not, and later both are accepted", async () => {
    const space = { free: 0, total: 0 };
    await using server = await openTestServer({ diskSpace: async () => space });
    await using room = await openClass({ server, code: "TEST001" });
    const { token } = await room.join("Ann");
    const [MiB, GiB] = [2 ** 20, 2 ** 30];
    const codeAt = async (free: number, total: number) => {
      Object.assign(space, { free, total });
      const { status, body } = await upload(room.url, token, small);
      return [status, body.code];
    };
    expect(await codeAt(199 * MiB, GiB)).toEqual([507, "storage_low"]);
    expect(await codeAt(GiB, 51 * GiB)).toEqual([507, "storage_low"]);
    const said = await room.call("POST", "/api/sessions/TEST001/messages", token, { content: "still here" });
    expect(said.status).toBe(200);
    expect(await codeAt(201 * MiB, GiB)).toEqual([201, undefined]);
    expect(await codeAt(GiB, 49 * GiB)).toEqual([201, undefined]);
  });

  const prlimit = Bun.which("prlimit");
  test.skipIf(prlimit === null || hasTwoNodes)(
    "a picture that cannot be written leaves no file (needs prlimit)",
    async () => {
      using folder = temporaryFolder();
      const { ann } = await makeClass(folder.path);
      await using server = await openServerProcess(folder.path, { under: [prlimit ?? "", "--fsize=1000000:"] });
      const noise = crypto.getRandomValues(new Uint8Array(65_536));
      let n = 0;
      const large = png(1000, 1000, () => {
        n += 1;
        return [noise[n % 65_521] ?? 0, noise[(n * 7) % 65_519] ?? 0, noise[(n * 13) % 65_497] ?? 0];
      });
      const { status, body } = await upload(server.url, ann, large);
      expect([status, body.code]).toEqual([503, "storage_failed"]);
      expect(files(folder.path)).toEqual([]);
      expect((await upload(server.url, ann, small)).status).toBe(201);
      expect(files(folder.path).length).toBe(1);
    },
  );

  const inFolder = testAlone("it looks at the files in the data folder");
  inFolder("a file that a killed server left half written is removed at the next start", async () => {
    using folder = temporaryFolder();
    mkdirSync(join(folder.path, "incoming"));
    writeFileSync(join(folder.path, "incoming", "half.png"), small);
    await using _ = await openTestServer({ data: folder.path });
    expect(files(folder.path)).toEqual([]);
  });
});
