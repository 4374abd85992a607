/** PROOFS G5: a picture is one by its content, is written anew, and is never served as anything else. */
import { describe, expect, test } from "bun:test";
import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { testAlone } from "../support/alone.ts";
import { BareSocket } from "../support/bare.ts";
import { openClass, type TestClass } from "../support/class.ts";
import { boast, type Colour, chunk, gif, pixels, png, withExif } from "../support/picture.ts";

const red: Colour = [255, 0, 0];
const blue: Colour = [0, 0, 255];
const twoColours = (width: number, height: number, more: Uint8Array[] = []) =>
  png(width, height, (x) => (x < width / 2 ? red : blue), more);
const small = twoColours(40, 20);
const jpeg = await new Bun.Image(small).jpeg({ quality: 95 }).bytes();
const webp = await new Bun.Image(small).webp({ lossless: true }).bytes();
const text = (words: string) => Buffer.from(words);

async function openRoom() {
  const room = await openClass({ code: "TEST001" });
  const { token } = await room.join("Ann");
  return { room, token, [Symbol.asyncDispose]: () => room[Symbol.asyncDispose]() };
}

async function upload(
  room: TestClass,
  token: string | undefined,
  bytes: Uint8Array,
  name = "x.png",
  type = "image/png",
) {
  const form = new FormData();
  form.append("file", new File([bytes as Uint8Array<ArrayBuffer>], name, { type }));
  const headers: Record<string, string> = token === undefined ? {} : { Authorization: `Bearer ${token}` };
  const response = await fetch(`${room.url}/api/uploads?session=TEST001`, { method: "POST", headers, body: form });
  return { status: response.status, body: (await response.json()) as any };
}

/** Fetches an upload from the server of the test, whatever name its address has for it. */
const get = (room: TestClass, url: string) => fetch(room.url + new URL(url).pathname);

const isNear = (a: Colour, b: Colour) => a.every((value, n) => Math.abs(value - (b[n] ?? 0)) < 40);

describe("G5 an accepted picture", () => {
  const table: [string, Uint8Array, string, string, string, RegExp][] = [
    ["PNG", small, "board.png", "image/png", "image/png", /\.png$/],
    ["JPEG", jpeg, "board.jpg", "image/jpeg", "image/jpeg", /\.jpg$/],
    ["WebP", webp, "board.webp", "image/webp", "image/webp", /\.webp$/],
    ["GIF, of which the first frame is kept", gif(3), "board.gif", "image/gif", "image/png", /\.png$/],
    ["a PNG named as a page", small, "page.html", "text/html", "image/png", /\.png$/],
    ["a JPEG named as a PNG", jpeg, "board.png", "image/png", "image/jpeg", /\.jpg$/],
    ["a PNG with a path in its name", small, "../../lectern.db", "image/png", "image/png", /\.png$/],
    ["a PNG without a name and a type", small, "", "", "image/png", /\.png$/],
    ["a GIF of a thousand frames", gif(1000), "board.gif", "image/gif", "image/png", /\.png$/],
  ];
  test.each(table)("%s", async (_, bytes, name, type, servedAs, ending) => {
    await using at = await openRoom();
    const { status, body } = await upload(at.room, at.token, bytes, name, type);
    expect([status, Object.keys(body)]).toEqual([201, ["url"]]);
    expect(body.url).toStartWith(`${new URL(at.room.server.joinUrl("")).origin}/uploads/`);
    expect(body.url).toMatch(ending);
    const response = await get(at.room, body.url);
    expect(response.status).toBe(200);
    expect(response.headers.get("Content-Type")).toBe(servedAs);
    const { width, height } = await new Bun.Image(await response.bytes()).metadata();
    expect([width, height]).toEqual(bytes === small || bytes === jpeg || bytes === webp ? [40, 20] : [2, 2]);
  });

  test("is served only as a picture: with its type, without running scripts, and for pages of any origin", async () => {
    await using at = await openRoom();
    const { body } = await upload(at.room, at.token, small);
    const { headers } = await get(at.room, body.url);
    expect(Object.fromEntries(headers)).toMatchObject({
      "content-type": "image/png",
      "x-content-type-options": "nosniff",
      "content-security-policy": "default-src 'none'; sandbox",
      "content-disposition": "inline",
      "cross-origin-resource-policy": "cross-origin",
      "x-frame-options": "DENY",
      "cache-control": "public, max-age=31536000, immutable",
    });
  });

  const inFolder = testAlone("it looks at the files in the data folder");
  inFolder("has a unique name of 256 random bits, and a file that others on the machine cannot find", async () => {
    await using at = await openRoom();
    const urls = [await upload(at.room, at.token, small), await upload(at.room, at.token, small)].map(
      ({ body }) => body.url,
    );
    for (const url of urls) expect(url).toMatch(/\/uploads\/[\w-]{43}\.png$/);
    expect(new Set(urls).size).toBe(2);
    const folder = join(at.room.data, "uploads");
    expect(readdirSync(folder).sort()).toEqual(urls.map((url) => url.slice(url.lastIndexOf("/") + 1)).sort());
    expect(statSync(folder).mode & 0o777).toBe(0o700);
  });

  test("can be attached to a question, and reaches the class", async () => {
    await using at = await openRoom();
    const { url } = (await upload(at.room, at.room.teacher, small)).body;
    await at.room.call("POST", "/api/sessions/TEST001/questions", at.token, { text: "?" });
    const path = "/api/sessions/TEST001/questions/1/capture";
    expect((await at.room.call("POST", path, at.room.teacher, { capture_url: url })).body.capture_url).toBe(url);
    expect((await at.room.call("GET", "/api/sessions/TEST001/questions", at.token)).body[0].capture_url).toBe(url);
  });
});

describe("G5 what a file contains besides the picture is removed", () => {
  const secret = "GPS 37.5665N";
  const page = "<script>alert(1)</script>";
  const commented = Buffer.concat([
    jpeg.subarray(0, 2),
    Buffer.from([0xff, 0xfe, 0, page.length + 2]),
    text(page),
    jpeg.subarray(2),
  ]);
  const table: [string, Uint8Array][] = [
    ["a location in the Exif of a JPEG", withExif(jpeg, 1)],
    ["a page in the comment of a JPEG", commented],
    ["a page appended to a JPEG", Buffer.concat([jpeg, text(page)])],
    ["a text in a PNG", twoColours(40, 20, [chunk("tEXt", text(`Comment\0${secret}${page}`))])],
    ["an Exif in a PNG", twoColours(40, 20, [chunk("eXIf", text(`MM\0*${secret}`))])],
    ["a page appended to a PNG", Buffer.concat([small, text(page)])],
    ["a ZIP appended to a PNG", Buffer.concat([small, text("PK\u0003\u0004"), text(page)])],
    ["a page appended to a GIF", Buffer.concat([gif(1), text(page)])],
    ["a page appended to a WebP", Buffer.concat([webp, text(page)])],
  ];
  test.each(table)("%s", async (_, bytes) => {
    await using at = await openRoom();
    expect([secret, page].some((words) => Buffer.from(bytes).includes(words))).toBe(true);
    const { status, body } = await upload(at.room, at.token, bytes);
    expect(status).toBe(201);
    const served = Buffer.from(await (await get(at.room, body.url)).bytes());
    const found = [secret, "<script", "Exif", "tEXt", "eXIf", "PK\u0003"].filter((words) => served.includes(words));
    expect(found).toEqual([]);
  });
});

describe("a photo is rotated upright according to its Exif", () => {
  const wide = twoColours(60, 30);
  const table: [number, string, boolean][] = [
    [1, "red is left", false],
    [3, "red is right", false],
    [6, "red is above", true],
    [8, "red is below", true],
  ];
  const ends = async (bytes: Uint8Array) => {
    const { width, height, at } = await pixels(bytes);
    const [first, last] = [at(2, 2), at(width - 3, height - 3)];
    const tall = height > width;
    if (isNear(first, red) && isNear(last, blue)) return [tall, tall ? "red is above" : "red is left"];
    if (isNear(first, blue) && isNear(last, red)) return [tall, tall ? "red is below" : "red is right"];
    return [tall, "neither"];
  };
  test.each(table)("orientation %d: %s", async (orientation, where, tall) => {
    await using at = await openRoom();
    const photo = withExif(await new Bun.Image(wide).jpeg({ quality: 95 }).bytes(), orientation);
    const { body } = await upload(at.room, at.token, photo);
    expect(await ends(await (await get(at.room, body.url)).bytes())).toEqual([tall, where]);
  });

  test("a photo that is too large is scaled down in its own proportions", async () => {
    await using at = await openRoom();
    const photo = withExif(await new Bun.Image(twoColours(5120, 64)).jpeg({ quality: 95 }).bytes(), 6);
    const { body } = await upload(at.room, at.token, photo);
    const served = await (await get(at.room, body.url)).bytes();
    const { width, height } = await new Bun.Image(served).metadata();
    expect([width, height]).toEqual([32, 2560]);
    expect(await ends(served)).toEqual([true, "red is above"]);
  });
});

describe("G5 an upload that is not a picture, or is too large, is rejected", () => {
  const svg = '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>';
  const bmp =
    "424d3a0000000000000036000000280000000100000001000000010018000000000004000000130b0000130b000000000000000000000000ff00";
  const unfit = ["not_a_picture", 415] as const;
  const large = ["too_large", 413] as const;
  const table: [string, Uint8Array, readonly [string, number]][] = [
    ["an SVG", text(svg), unfit],
    ["an SVG with a declaration", text(`<?xml version="1.0"?>${svg}`), unfit],
    ["a page", text("<!doctype html><script>alert(1)</script>"), unfit],
    ["a script that begins as a GIF", text("GIF89a/*                */=1;alert(1)"), large],
    ["a page that begins as a PNG", Buffer.concat([small.subarray(0, 8), text("<script>alert(1)</script>")]), large],
    ["a page that begins as a JPEG", Buffer.concat([jpeg.subarray(0, 4), text("<script>alert(1)</script>")]), unfit],
    ["a PDF", text("%PDF-1.7\n"), unfit],
    ["a ZIP", text("PK\u0003\u0004"), unfit],
    ["a BMP", Buffer.from(bmp, "hex"), unfit],
    ["nothing", new Uint8Array(), unfit],
    ["noise", crypto.getRandomValues(new Uint8Array(5000)), unfit],
    ["half a PNG", twoColours(400, 300).subarray(0, 300), unfit],
    ["a PNG whose pixels are broken", Buffer.concat([small.subarray(0, 50), Buffer.alloc(40)]), unfit],
    ["a PNG that claims 60,000 pixels in each direction", boast(60_000, 60_000), large],
    ["a PNG that claims a width of 0", boast(0, 10), unfit],
    ["a JPEG that is truncated in its header", jpeg.subarray(0, 20), unfit],
    ["a truncated WebP", webp.subarray(0, 30), unfit],
    ["8 MiB and a byte", new Uint8Array(8 * 1024 * 1024 + 1), large],
    ["12 MiB", new Uint8Array(12 * 1024 * 1024), large],
  ];
  test("by its content, whatever its name, and nothing is stored", async () => {
    await using at = await openRoom();
    const before = process.memoryUsage.rss();
    for (const [what, bytes, [code, status]] of table) {
      for (const [name, type] of [
        ["x.png", "image/png"],
        ["x.svg", "image/svg+xml"],
      ]) {
        const { status: got, body } = await upload(at.room, at.token, bytes, name, type);
        expect([what, name, got, body.code]).toEqual([what, name, status, code]);
      }
    }
    expect(readdirSync(at.room.data)).not.toContain("uploads");
    expect((process.memoryUsage.rss() - before) / 1024 / 1024).toBeLessThan(200);
  });

  test("by its request: another media type, a malformed body or another field", async () => {
    await using at = await openRoom();
    const send = async (body: BodyInit, type?: string) => {
      const headers = { Authorization: `Bearer ${at.token}`, ...(type && { "Content-Type": type }) };
      const response = await fetch(`${at.room.url}/api/uploads?session=TEST001`, { method: "POST", headers, body });
      return [response.status, ((await response.json()) as any).code];
    };
    const form = (name: string, value: string | Blob) => {
      const form = new FormData();
      form.append(name, value);
      return form;
    };
    expect(await send(small as Uint8Array<ArrayBuffer>, "image/png")).toEqual([415, "wrong_media_type"]);
    expect(await send('{"file": "x"}', "application/json")).toEqual([415, "wrong_media_type"]);
    expect(await send("--x\r\nnonsense", "multipart/form-data; boundary=x")).toEqual([400, "malformed"]);
    expect(await send("x", "multipart/form-data")).toEqual([400, "malformed"]);
    expect(await send(form("picture", new Blob([small as Uint8Array<ArrayBuffer>])))).toEqual([422, "does_not_fit"]);
    expect(await send(form("file", "a text"))).toEqual([422, "does_not_fit"]);
  });

  test("without a credential, and from a page of another site", async () => {
    await using at = await openRoom();
    expect(await upload(at.room, undefined, small)).toMatchObject({ status: 401, body: { code: "no_credential" } });
    expect(await upload(at.room, "made-up", small)).toMatchObject({ status: 401, body: { code: "no_credential" } });
    const form = new FormData();
    form.append("file", new File([small as Uint8Array<ArrayBuffer>], "x.png"));
    const headers = { Cookie: `lectern_session=${at.token}`, Origin: "http://elsewhere.example" };
    const response = await fetch(`${at.room.url}/api/uploads`, { method: "POST", headers, body: form });
    expect([response.status, ((await response.json()) as any).code]).toEqual([403, "wrong_origin"]);
    expect(readdirSync(at.room.data)).not.toContain("uploads");
  });
});

test("no address under /uploads/ returns another file or a list", async () => {
  await using at = await openRoom();
  const { url } = (await upload(at.room, at.token, small)).body;
  const name = url.slice(url.lastIndexOf("/") + 1);
  const stem = name.slice(0, -4);
  const paths = [
    "/uploads",
    "/uploads/",
    "/uploads/.",
    "/uploads/../lectern.db",
    "/uploads/..%2flectern.db",
    "/uploads/..%2Flectern.db",
    "/uploads/%2e%2e/lectern.db",
    "/uploads/%2e%2e%2flectern.db",
    "/uploads/..\\lectern.db",
    "/uploads/..%5clectern.db",
    "/uploads/%252e%252e%252flectern.db",
    "/uploads//etc/passwd",
    "/uploads/%2fetc%2fpasswd",
    `/uploads/${stem}`,
    `/uploads/${stem}.html`,
    `/uploads/${stem}.jpg`,
    `/uploads/${name}.html`,
    `/uploads/${name}%00.html`,
    `/uploads/${name}/x`,
    `/uploads/x/${name}`,
    `/uploads/.%2f${name}`,
    `/uploads/${stem.slice(0, -1)}.png`,
    `/uploads/${"A".repeat(43)}.png`,
    "/uploads/%",
    "/uploads/%E0%A4%A",
  ];
  for (const path of paths) {
    using raw = await BareSocket.open(at.room.server.port);
    raw.write(`GET ${path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`);
    const answer = (await raw.rest()).toString("latin1");
    const [status] = /\d{3}/.exec(answer.slice(9)) ?? [];
    expect([path, status === "404" || status === "400"]).toEqual([path, true]);
    expect(answer).not.toMatch(/SQLite format|root:|PNG/);
  }
  expect((await get(at.room, `${url}?download=x.html`)).headers.get("Content-Type")).toBe("image/png");
});
