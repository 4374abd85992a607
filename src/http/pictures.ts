/**
 * Decodes pictures and encodes them again, so that what is stored is a picture and nothing else. Decoding is bounded: two at
 * a time, of very large ones one, because a picture of 70 KB may unpack to 100 MB.
 */
import { Fault } from "../domain/faults.ts";

/** The largest picture, in bytes, and in pixels once it is unpacked. */
export const maxBytes = 8 * 1024 * 1024;
const maxPixels = 16_000_000;
const tooManyPixels = "This picture has more than 16 million pixels. Send a smaller one.";
/** Larger pictures are scaled down to this width or height. */
const maxSide = 2560;
/** How many are decoded at a time, and their pixels together. */
const maxDecoding = 2;
/** How many bytes of uploads are read, decoded or waiting: of one person, and in all. */
const maxPerPerson = 24 * 1024 * 1024;
const maxInProgress = 64 * 1024 * 1024;
/** What even the smallest upload counts for. */
const minCounted = 256 * 1024;
/** When someone who found the queue full can try again, in seconds. */
const retryAfterS = 5;

/** How each accepted format is encoded again: the ending of its name and its media type. */
const formats = {
  png: { ending: "png", type: "image/png", write: (image: Bun.Image) => image.png() },
  gif: { ending: "png", type: "image/png", write: (image: Bun.Image) => image.png() },
  jpeg: { ending: "jpg", type: "image/jpeg", write: (image: Bun.Image) => image.jpeg({ quality: 85 }) },
  webp: { ending: "webp", type: "image/webp", write: (image: Bun.Image) => image.webp({ quality: 85 }) },
} as const;

/** Media types by ending. */
export const typeOf = new Map<string, string>(Object.values(formats).map(({ ending, type }) => [ending, type]));

export interface Picture {
  readonly ending: string;
  readonly bytes: Uint8Array;
}

export interface Pictures {
  /** Takes a place in the queue for an upload of `bytes`, before its body is read. Throws `busy` if there is none. */
  enter(user_id: number, bytes: number): Disposable;
  /** Throws `not_a_picture` or `too_large`. */
  encode(bytes: Uint8Array): Promise<Picture>;
}

export function openPictures(): Pictures {
  const inProgress = new Map<number, number>();
  const waiting: { readonly pixels: number; readonly start: () => void }[] = [];
  let total = 0;
  let decoding = 0;
  let pixelsDecoding = 0;

  /** Starts those whose turn it is, in their order. */
  function next(): void {
    for (let first = waiting[0]; first; first = waiting[0]) {
      const fits = decoding === 0 || pixelsDecoding + first.pixels <= maxPixels;
      if (decoding >= maxDecoding || !fits) return;
      waiting.shift();
      decoding += 1;
      pixelsDecoding += first.pixels;
      first.start();
    }
  }

  async function inTurn<T>(pixels: number, decode: () => Promise<T>): Promise<T> {
    await new Promise<void>((start) => {
      waiting.push({ pixels, start });
      next();
    });
    try {
      return await decode();
    } finally {
      decoding -= 1;
      pixelsDecoding -= pixels;
      next();
    }
  }

  return {
    enter(user_id, bytes) {
      const counted = Math.max(bytes, minCounted);
      const theirs = (inProgress.get(user_id) ?? 0) + counted;
      if (theirs > maxPerPerson || total + counted > maxInProgress) {
        throw new Fault("busy", undefined, { retryAfter: retryAfterS });
      }
      inProgress.set(user_id, theirs);
      total += counted;
      return {
        [Symbol.dispose]() {
          const left = (inProgress.get(user_id) ?? counted) - counted;
          if (left > 0) inProgress.set(user_id, left);
          else inProgress.delete(user_id);
          total -= counted;
        },
      };
    },
    async encode(bytes) {
      try {
        const image = new Bun.Image(bytes, { maxPixels });
        const { format, width, height } = await image.metadata();
        const known = Object.hasOwn(formats, format) ? formats[format as keyof typeof formats] : undefined;
        if (!known) throw new Fault("not_a_picture");
        if (width * height > maxPixels) throw new Fault("too_large", tooManyPixels);
        const scale = Math.min(1, maxSide / Math.max(width, height));
        const fitting = scale < 1 ? image.resize(Math.round(width * scale), Math.round(height * scale)) : image;
        const write = () => known.write(fitting).bytes();
        return { ending: known.ending, bytes: await inTurn(width * height, write) };
      } catch (cause) {
        const code = cause instanceof Error && "code" in cause ? String(cause.code) : "";
        if (code === "ERR_IMAGE_TOO_MANY_PIXELS") throw new Fault("too_large", tooManyPixels);
        if (code.startsWith("ERR_IMAGE_")) throw new Fault("not_a_picture");
        throw cause;
      }
    },
  };
}
