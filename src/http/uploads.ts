/**
 * Endpoints for uploading and serving pictures. A picture's format is detected from its content; it is re-encoded and
 * stored under a generated name, so that nothing that a client sent is served as it is.
 */
import { existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { Fault } from "../domain/faults.ts";
import { isPictureName, pictureEnding } from "../domain/picture-name.ts";
import { newToken } from "../store/accounts.ts";
import { requireSpace } from "../store/disk-space.ts";
import type { Services } from "./context.ts";
import { defineEndpoint } from "./endpoint.ts";
import { createPictures, maxPictureBytes, mediaTypes, type Picture } from "./pictures.ts";
import { createUploadQuota } from "./upload-quota.ts";

/** Deletes the file of a picture. Ignores a name that was not generated here. */
export function removePicture(data: string, name: string): void {
  if (isPictureName(name)) rmSync(join(data, "uploads", name), { force: true });
}

export function uploads(services: Services) {
  const folder = join(services.data, "uploads");
  const incoming = join(services.data, "incoming");
  const quota = createUploadQuota(services);
  const pictures = createPictures();
  // Deletes incomplete files of a server that was killed.
  rmSync(incoming, { recursive: true, force: true });

  /** Writes a file and then moves it to its name, so that a full disk or a kill leaves no incomplete picture. */
  async function store(name: string, bytes: Uint8Array): Promise<void> {
    const part = join(incoming, name);
    try {
      mkdirSync(incoming, { recursive: true, mode: 0o700 });
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      await Bun.write(part, bytes);
      renameSync(part, join(folder, name));
    } catch (cause) {
      rmSync(part, { force: true });
      const isFull = cause instanceof Error && "code" in cause && cause.code === "ENOSPC";
      throw new Fault(isFull ? "storage_full" : "storage_failed");
    }
  }

  return [
    defineEndpoint({
      route: "POST /api/uploads",
      who: "signedIn",
      about:
        "Upload a picture: PNG, JPEG, WebP or GIF by its content, at most 8 MiB. Students name a session in which they " +
        "have a seat; at most 20 pictures and 40 MiB per student and session. A teacher's picture `for=lesson` belongs to no " +
        "session: it is kept while a lesson, a version of one or a session uses it, and 30 days without use. Its name says " +
        "its size. While the disk is nearly full: 507 `storage_low`.",
      query: z.object({ session: z.string().max(64).optional(), for: z.literal("lesson").optional() }),
      takes: { media: "multipart/form-data" },
      answers: { 201: z.object({ url: z.string() }) },
      async handle({ context, user, query }) {
        using upload = query.for ? quota.admitForLessons(user) : await quota.admit(user, query.session);
        using _ = pictures.reserve(user.id, Number(context.req.header("Content-Length") ?? 2 * maxPictureBytes));
        requireSpace(await services.diskSpace(services.data));
        const file = await formFile(context.req.raw);
        if (file.size > maxPictureBytes) throw new Fault("too_large");
        const picture = await pictures.encode(new Uint8Array(await file.arrayBuffer()));
        const name = query.for ? lessonPictureName(picture) : `${newToken()}.${picture.ending}`;
        const isNew = !existsSync(join(folder, name));
        if (isNew) await store(name, picture.bytes);
        try {
          upload.record(name, picture.bytes.byteLength);
        } catch (cause) {
          if (isNew) rmSync(join(folder, name), { force: true });
          throw cause;
        }
        return { url: `${services.base()}/uploads/${name}` };
      },
    }),
    defineEndpoint({
      route: "GET /uploads/:name",
      who: "anyone",
      about: "Get an uploaded picture. Its name cannot be guessed.",
      answers: { 200: { media: "image/*" } },
      handle({ context }) {
        const name = context.req.param("name") ?? "";
        const ending = pictureEnding(name);
        const type = ending && mediaTypes.get(ending);
        if (!type || !existsSync(join(folder, name))) throw new Fault("not_found");
        return new Response(Bun.file(join(folder, name)), {
          headers: {
            "Content-Type": type,
            "Cache-Control": "public, max-age=31536000, immutable",
            "Content-Security-Policy": "default-src 'none'; sandbox",
            "Content-Disposition": "inline",
            // The apps' pages have other origins and show it, too.
            "Cross-Origin-Resource-Policy": "cross-origin",
          },
        });
      },
    }),
  ];
}

/** The name of a lesson's picture: a hash of its content, so that it is stored once, and its size. */
export function lessonPictureName({ bytes, ending, width, height }: Picture): string {
  const hash = new Bun.CryptoHasher("sha256").update(bytes).digest("base64url");
  return `${hash}-${width}x${height}.${ending}`;
}

async function formFile(request: Request): Promise<File> {
  if (!/^multipart\/form-data\b/i.test(request.headers.get("Content-Type") ?? "")) {
    throw new Fault("wrong_media_type", "Send a picture as multipart/form-data, in the field `file`.");
  }
  const form = await request.formData().catch(() => {
    throw new Fault("malformed", "This is not a multipart form.");
  });
  const file = form.get("file");
  if (!(file instanceof File)) throw new Fault("does_not_fit", "file: There is no such field with a file.");
  return file;
}
