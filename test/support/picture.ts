/** Pictures made and read by hand, for what no painting program would write. */
import { crc32, deflateSync, inflateSync } from "node:zlib";

/** Red, green and blue, 0 to 255. */
export type Colour = readonly [number, number, number];

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/** A chunk of a PNG. */
export function chunk(type: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const bytes = Buffer.alloc(body.length + 8);
  bytes.writeUInt32BE(data.length);
  body.copy(bytes, 4);
  bytes.writeUInt32BE(crc32(body), body.length + 4);
  return bytes;
}

const header = (width: number, height: number) => {
  const data = Buffer.alloc(13);
  data.writeUInt32BE(width);
  data.writeUInt32BE(height, 4);
  data.set([8, 2, 0, 0, 0], 8);
  return chunk("IHDR", data);
};

/** Builds a PNG of `width` × `height` with these colours, and `more` between its header and its pixels. */
export function png(
  width: number,
  height: number,
  at: (x: number, y: number) => Colour,
  more: Uint8Array[] = [],
): Buffer {
  const rows = Buffer.alloc(height * (width * 3 + 1));
  for (let y = 0, n = 0; y < height; y++) {
    n += 1;
    for (let x = 0; x < width; x++) for (const value of at(x, y)) rows[n++] = value;
  }
  const end = chunk("IEND", Buffer.alloc(0));
  return Buffer.concat([signature, header(width, height), ...more, chunk("IDAT", deflateSync(rows)), end]);
}

/** A PNG that says it is that large, and has next to nothing in it. */
export const boast = (width: number, height: number): Buffer =>
  Buffer.concat([
    signature,
    header(width, height),
    chunk("IDAT", deflateSync(Buffer.alloc(64))),
    chunk("IEND", Buffer.alloc(0)),
  ]);

/** A JPEG with an Exif segment: the orientation (1 to 8), and a place that it was taken at. */
export function withExif(jpeg: Uint8Array, orientation: number): Buffer {
  const place = Buffer.from("GPS 37.5665N 126.9780E\0", "latin1");
  const tiff = Buffer.alloc(38 + place.length);
  tiff.write("MM\0*", 0, "latin1");
  tiff.writeUInt32BE(8, 4);
  tiff.writeUInt16BE(2, 8);
  // Orientation (0x0112): one SHORT; ImageDescription (0x010e): ASCII, behind.
  for (const [n, value] of [0x010e, 2, 0, place.length, 0, 38, 0x0112, 3, 0, 1].entries())
    tiff.writeUInt16BE(value, 10 + n * 2);
  tiff.writeUInt16BE(orientation, 30);
  place.copy(tiff, 38);
  const body = Buffer.concat([Buffer.from("Exif\0\0", "latin1"), tiff]);
  const head = Buffer.from([0xff, 0xe1, 0, 0]);
  head.writeUInt16BE(body.length + 2, 2);
  return Buffer.concat([jpeg.subarray(0, 2), head, body, jpeg.subarray(2)]);
}

/** A GIF of 2 × 2 pixels with as many frames. */
export function gif(frames: number): Buffer {
  const start = Buffer.from("4749463839610200020080000000ff00ffffff", "hex");
  const image = Buffer.from([0x2c, 0, 0, 0, 0, 2, 0, 2, 0, 0, 2, 2, 0x84, 0x51, 0]);
  return Buffer.concat([start, ...Array.from({ length: frames }, () => image), Buffer.from([0x3b])]);
}

/** The colours of a PNG as Bun writes it (8 bits, RGB or RGBA). */
export async function pixels(
  picture: Uint8Array,
): Promise<{ width: number; height: number; at: (x: number, y: number) => Colour }> {
  const bytes = Buffer.from(await new Bun.Image(picture).png().bytes());
  const [width, height] = [bytes.readUInt32BE(16), bytes.readUInt32BE(20)];
  const depth = bytes[25] === 6 ? 4 : 3;
  const packed: Buffer[] = [];
  for (let n = 8; n < bytes.length; n += bytes.readUInt32BE(n) + 12) {
    if (bytes.toString("latin1", n + 4, n + 8) === "IDAT")
      packed.push(bytes.subarray(n + 8, n + 8 + bytes.readUInt32BE(n)));
  }
  const rows = inflateSync(Buffer.concat(packed));
  const wide = width * depth;
  const out = Buffer.alloc(wide * height);
  for (let y = 0; y < height; y++) {
    const filter = rows[y * (wide + 1)];
    for (let n = 0; n < wide; n++) {
      const left = n >= depth ? (out[y * wide + n - depth] ?? 0) : 0;
      const up = y > 0 ? (out[(y - 1) * wide + n] ?? 0) : 0;
      const corner = y > 0 && n >= depth ? (out[(y - 1) * wide + n - depth] ?? 0) : 0;
      const guess = left + up - corner;
      const [a, b, c] = [Math.abs(guess - left), Math.abs(guess - up), Math.abs(guess - corner)];
      const paeth = a <= b && a <= c ? left : b <= c ? up : corner;
      const by = [0, left, up, (left + up) >> 1, paeth][filter ?? 0] ?? 0;
      out[y * wide + n] = ((rows[y * (wide + 1) + 1 + n] ?? 0) + by) & 255;
    }
  }
  const value = (x: number, y: number, c: number) => out[y * wide + x * depth + c] ?? 0;
  return { width, height, at: (x, y) => [value(x, y, 0), value(x, y, 1), value(x, y, 2)] };
}

/** A PNG of noise, which the server stores with about so many bytes: noise cannot be compressed. */
export function noise(bytes: number): Uint8Array<ArrayBuffer> {
  const value = () => Math.floor(Math.random() * 256);
  // The server stores four bytes for a pixel, of which the fourth is always the same.
  return new Uint8Array(png(320, Math.round(bytes / 320 / 3.5), () => [value(), value(), value()]));
}
