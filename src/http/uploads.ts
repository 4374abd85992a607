/**
 * Pictures of what is on the projector. Taken by their content alone, and written anew: what is served is a picture of
 * ours, under a name of ours, whatever was sent.
 */
import { existsSync, mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { Fault } from "../domain/faults.ts";
import { newToken } from "../store/accounts.ts";
import { type Call, defineCall } from "./call.ts";
import type { Desk } from "./context.ts";
import { openUploadQuota } from "./upload-quota.ts";

/** The largest picture, in bytes, and in pixels once it is unpacked. */
export const maxBytes = 8 * 1024 * 1024;
const maxPixels = 24_000_000;
/** Wider or higher than any projector is made smaller. */
const maxSide = 2560;

/** How each format that is taken is written anew: the ending of its name and its media type. */
const formats = {
  png: { ending: "png", type: "image/png", write: (image: Bun.Image) => image.png() },
  gif: { ending: "png", type: "image/png", write: (image: Bun.Image) => image.png() },
  jpeg: { ending: "jpg", type: "image/jpeg", write: (image: Bun.Image) => image.jpeg({ quality: 85 }) },
  webp: { ending: "webp", type: "image/webp", write: (image: Bun.Image) => image.webp({ quality: 85 }) },
} as const;

const typeOf = new Map<string, string>(Object.values(formats).map(({ ending, type }) => [ending, type]));
/** Deletes the file of a picture; a name that is not one of ours is ignored. */
export function removePicture(data: string, name: string): void {
  if (ours.test(name)) rmSync(join(data, "uploads", name), { force: true });
}

const ours = /^[\w-]{43}\.(png|jpg|webp)$/;

export function uploads(desk: Desk): Call[] {
  const folder = join(desk.data, "uploads");
  const quota = openUploadQuota(desk);

  return [
    defineCall({
      route: "POST /api/uploads",
      who: "signedIn",
      about:
        "Upload a picture: PNG, JPEG, WebP or GIF by its content, at most 8 MiB. Students name a session in which they " +
        "have a seat; at most 20 pictures and 40 MiB per student and session.",
      query: z.object({ session: z.string().max(64).optional() }),
      takes: { media: "multipart/form-data" },
      answers: { 201: z.object({ url: z.string() }) },
      async handle({ call, user, query }) {
        using upload = await quota.admit(user, query.session);
        const file = await formFile(call.req.raw);
        if (file.size > maxBytes) throw new Fault("too_large");
        const { ending, bytes } = await writeAnew(new Uint8Array(await file.arrayBuffer()));
        const name = `${newToken()}.${ending}`;
        mkdirSync(folder, { recursive: true, mode: 0o700 });
        await Bun.write(join(folder, name), bytes).catch((cause) => {
          throw new Fault(cause.code === "ENOSPC" ? "storage_full" : "storage_failed");
        });
        try {
          upload.record(name, bytes.byteLength);
        } catch (cause) {
          rmSync(join(folder, name), { force: true });
          throw cause;
        }
        return call.json({ url: `${desk.base()}/uploads/${name}` }, 201);
      },
    }),
    defineCall({
      route: "GET /uploads/:name",
      who: "anyone",
      about: "A picture that was taken; its name is not to be guessed.",
      answers: { 200: { media: "image/*" } },
      handle({ call }) {
        const name = call.req.param("name") ?? "";
        const ending = ours.exec(name)?.[1];
        const type = ending && typeOf.get(ending);
        if (!type || !existsSync(join(folder, name))) throw new Fault("not_found");
        return new Response(Bun.file(join(folder, name)), {
          headers: {
            "Content-Type": type,
            "Cache-Control": "public, max-age=31536000, immutable",
            "Content-Security-Policy": "default-src 'none'; sandbox",
            "Content-Disposition": "inline",
            // The other apps' pages, which are not of this server, show it too.
            "Cross-Origin-Resource-Policy": "cross-origin",
          },
        });
      },
    }),
  ];
}

async function formFile(request: Request): Promise<File> {
  if (!/^multipart\/form-data\b/i.test(request.headers.get("Content-Type") ?? "")) {
    throw new Fault("wrong_media_type", "Send a picture as multipart/form-data, in the field `file`.");
  }
  const form = await request.formData().catch(() => {
    throw new Fault("malformed", "This is no multipart form.");
  });
  const file = form.get("file");
  if (!(file instanceof File)) throw new Fault("does_not_fit", "file: There is no such field with a file.");
  return file;
}

/** A picture's bytes, decoded and encoded: what else was in the file is gone. */
async function writeAnew(bytes: Uint8Array): Promise<{ ending: string; bytes: Uint8Array }> {
  try {
    const image = new Bun.Image(bytes, { maxPixels });
    const { format, width, height } = await image.metadata();
    const known = Object.hasOwn(formats, format) ? formats[format as keyof typeof formats] : undefined;
    if (!known) throw new Fault("not_a_picture");
    const scale = Math.min(1, maxSide / Math.max(width, height));
    const fitting = scale < 1 ? image.resize(Math.round(width * scale), Math.round(height * scale)) : image;
    return { ending: known.ending, bytes: await known.write(fitting).bytes() };
  } catch (cause) {
    const code = cause instanceof Error && "code" in cause ? String(cause.code) : "";
    if (code === "ERR_IMAGE_TOO_MANY_PIXELS") throw new Fault("too_large", "This picture has too many pixels.");
    if (code.startsWith("ERR_IMAGE_")) throw new Fault("not_a_picture");
    throw cause;
  }
}
