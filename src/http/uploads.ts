/**
 * Endpoints for uploading and serving pictures. A picture's format is detected from its content; it is re-encoded and
 * stored under a generated name, so that nothing that a client sent is served as it is.
 */
import { z } from "zod";
import { Fault } from "../domain/faults.ts";
import { pictureEnding } from "../domain/picture-name.ts";
import { newToken } from "../store/accounts.ts";
import { requireSpace } from "../store/disk-space.ts";
import { lessonPictureName } from "../store/picture-files.ts";
import type { Services } from "./context.ts";
import { defineEndpoint } from "./endpoint.ts";
import { createPictures, maxPictureBytes, mediaTypes } from "./pictures.ts";
import { createUploadQuota } from "./upload-quota.ts";

export function uploads(services: Services) {
  const files = services.pictures;
  const quota = createUploadQuota(services);
  const pictures = createPictures();
  files.tidy();

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
        const isNew = (await files.find(name)) === undefined;
        if (isNew) await files.write(name, picture.bytes);
        try {
          upload.record(name, picture.bytes.byteLength);
        } catch (cause) {
          if (isNew) files.remove(name);
          throw cause;
        }
        return { url: `${services.base()}/uploads/${name}` };
      },
    }),
    defineEndpoint({
      route: "GET /uploads/:name",
      who: "anyone",
      logged: "debug",
      about: "Get an uploaded picture. Its name cannot be guessed.",
      answers: { 200: { media: "image/*" }, 304: null },
      async handle({ context }) {
        const name = context.req.param("name") ?? "";
        const ending = pictureEnding(name);
        const type = ending && mediaTypes.get(ending);
        const path = type && (await files.find(name));
        if (!type || path === undefined) throw new Fault("not_found");
        // A name is never given to another picture, so it identifies the content.
        const cached = { ETag: `"${name}"`, "Cache-Control": "public, max-age=31536000, immutable" };
        if (hasETag(context.req.header("If-None-Match"), cached.ETag)) {
          return new Response(null, { status: 304, headers: cached });
        }
        return new Response(Bun.file(path), {
          headers: {
            ...cached,
            "Content-Type": type,
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

/** Whether an `If-None-Match` header names this ETag: the browser then has the picture. */
const hasETag = (header: string | undefined, etag: string): boolean =>
  header?.split(",").some((part) => ["*", etag, `W/${etag}`].includes(part.trim())) ?? false;

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
