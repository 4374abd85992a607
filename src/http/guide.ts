/** Serves the guide at `/docs/guide`. Its module is loaded when somebody first opens it. */
import type { Context } from "hono";
import { parseAccept } from "hono/utils/accept";
import type { HonoEnv } from "./context.ts";
import type { Web } from "./web.ts";

/** Returns the handler of `/docs/guide/*`. */
export const guide = (web: Web) => async (context: Context<HonoEnv>) => {
  const { handleGuideRequest, preferredOf } = await import("../guide/guide.ts");
  const { req } = context;
  const tags = parseAccept(req.header("Accept-Language") ?? "").sort((a, b) => b.q - a.q);
  return handleGuideRequest({
    parts: req.path.split("/").slice(3).filter(Boolean).map(decoded),
    query: req.query("q"),
    preferred: preferredOf(tags.map(({ type }) => type)),
    styles: web.built("guide.css") ?? "",
    icon: web.built("icon.svg") ?? "",
  });
};

/** Decodes a part of a path; returns it unchanged if it has a malformed escape. */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
