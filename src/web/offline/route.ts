/** What the service worker does with a request. Pure. */

/**
 * `static`: a file whose name has a hash of its content, so that it may be kept; `page`: a page of the web client, which
 * comes from the server, and from the cache only if the server cannot be reached; `network`: anything else, which the
 * worker never touches.
 */
export type Route = "static" | "page" | "network";

export interface RequestLike {
  readonly method: string;
  readonly mode: string;
  readonly url: string;
}

/** The first segments of the pages that can be shown without the server. */
const pages = new Set(["", "j", "s", "practice", "screen", "remote", "teach"]);
const hashed = /^\/[\w.-]+-[0-9a-z]{8}\.(js|css|svg|png|woff2)$/;

export function routeOf({ method, mode, url }: RequestLike, origin: string): Route {
  const { origin: other, pathname } = new URL(url);
  if (method !== "GET" || other !== origin) return "network";
  if (mode === "navigate") return pages.has(pathname.split("/")[1] ?? "") ? "page" : "network";
  return hashed.test(pathname) ? "static" : "network";
}
