/**
 * Decodes pictures and re-encodes them, so that a stored file contains nothing but a picture. At most two are decoded at
 * a time, and of very large ones one, because a picture of 70 KB may unpack to 100 MB.
 */
import { Fault } from "../domain/faults.ts";

/** The largest picture, in bytes, and in pixels once decoded. */
export const maxPictureBytes = 8 * 1024 * 1024;
const maxPixels = 16_000_000;
const tooManyPixels = "This picture has more than 16 million pixels. Send a smaller one.";
/** Larger pictures are scaled down to this width or height. */
const maxSide = 2560;
/** How many pictures are decoded at a time. `maxPixels` bounds their pixels together, too. */
const maxConcurrent = 2;
/** The most bytes of uploads in progress (being read, waiting or being decoded): of one user, and in total. */
const maxBytesPerUser = 24 * 1024 * 1024;
const maxBytesInProgress = 64 * 1024 * 1024;
/** The least that an upload counts for, in bytes. */
const minCountedBytes = 256 * 1024;
/** `Retry-After` of `busy`, in seconds. */
const retryAfterS = 5;

/** How each accepted format is re-encoded: with which file extension, media type and encoder. */
const formats = {
  png: { ending: "png", type: "image/png", write: (image: Bun.Image) => image.png() },
  gif: { ending: "png", type: "image/png", write: (image: Bun.Image) => image.png() },
  jpeg: { ending: "jpg", type: "image/jpeg", write: (image: Bun.Image) => image.jpeg({ quality: 85 }) },
  webp: { ending: "webp", type: "image/webp", write: (image: Bun.Image) => image.webp({ quality: 85 }) },
} as const;

/** Media types by file extension. */
export const mediaTypes = new Map<string, string>(Object.values(formats).map(({ ending, type }) => [ending, type]));

export interface Picture {
  readonly ending: string;
  readonly bytes: Uint8Array;
  readonly width: number;
  readonly height: number;
}

export interface Pictures {
  /** Reserves capacity for an upload of `bytes`, before its body is read. Throws `busy` if there is none. */
  reserve(user_id: number, bytes: number): Disposable;
  /** Re-encodes a picture. Throws `not_a_picture` or `too_large`. */
  encode(bytes: Uint8Array): Promise<Picture>;
}

export function createPictures(): Pictures {
  const inProgress = new Map<number, number>();
  const waiting: { readonly pixels: number; readonly start: () => void }[] = [];
  let total = 0;
  let decoding = 0;
  let pixelsDecoding = 0;

  /** Starts waiting work in order while there is capacity. */
  function startNext(): void {
    for (let first = waiting[0]; first; first = waiting[0]) {
      const fits = decoding === 0 || pixelsDecoding + first.pixels <= maxPixels;
      if (decoding >= maxConcurrent || !fits) return;
      waiting.shift();
      decoding += 1;
      pixelsDecoding += first.pixels;
      first.start();
    }
  }

  async function runInOrder<T>(pixels: number, decode: () => Promise<T>): Promise<T> {
    await new Promise<void>((start) => {
      waiting.push({ pixels, start });
      startNext();
    });
    try {
      return await decode();
    } finally {
      decoding -= 1;
      pixelsDecoding -= pixels;
      startNext();
    }
  }

  return {
    reserve(user_id, bytes) {
      const counted = Math.max(bytes, minCountedBytes);
      const usersBytes = (inProgress.get(user_id) ?? 0) + counted;
      if (usersBytes > maxBytesPerUser || total + counted > maxBytesInProgress) {
        throw new Fault("busy", undefined, { retryAfter: retryAfterS });
      }
      inProgress.set(user_id, usersBytes);
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
        const encoder = Object.hasOwn(formats, format) ? formats[format as keyof typeof formats] : undefined;
        if (!encoder) throw new Fault("not_a_picture");
        if (width * height > maxPixels) throw new Fault("too_large", tooManyPixels);
        const scale = Math.min(1, maxSide / Math.max(width, height));
        const scaled = scale < 1 ? image.resize(Math.round(width * scale), Math.round(height * scale)) : image;
        const write = () => encoder.write(scaled).bytes();
        const written = await runInOrder(width * height, write);
        // A photo of a phone may be turned by its Exif: its size is that of the picture as written.
        const { width: shownWidth, height: shownHeight } = await new Bun.Image(written).metadata();
        return { ending: encoder.ending, bytes: written, width: shownWidth, height: shownHeight };
      } catch (cause) {
        const code = cause instanceof Error && "code" in cause ? String(cause.code) : "";
        if (code === "ERR_IMAGE_TOO_MANY_PIXELS") throw new Fault("too_large", tooManyPixels);
        if (code.startsWith("ERR_IMAGE_")) throw new Fault("not_a_picture");
        throw cause;
      }
    },
  };
}
