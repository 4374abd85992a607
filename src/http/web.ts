/** Serves the built web client: from `dist/web`, or embedded in the compiled binary. */
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";

/** `accepts` is a request's `Accept-Encoding`: if it names gzip, the file is sent as compressed by the build. */
type Serve = (accepts?: string | null) => Response;

export interface Web {
  /** The file at this path of a URL; undefined if there is none. */
  asset(pathname: string, accepts?: string | null): Response | undefined;
  /** The page for all paths of the web client. */
  readonly page: Serve;
}

/** The first segments of the web client's paths: `/`, `/j/…`, `/s/…`, `/teach/…` and so on. */
const pages = new Set("/check/j/s/teach/remote/co-teach/practice/docs/spc/screen".split("/"));

/** Returns whether this path of a URL belongs to the web client, and so gets its page. */
export const isPage = (pathname: string): boolean =>
  !pathname.startsWith("//") && pages.has(pathname.split("/")[1] ?? "");

// A compiled binary embeds the folder next to its bundle, under its own name without the parent folders.
const builtFolder = join(import.meta.dir, Bun.isStandaloneExecutable ? "web" : "../../dist/web");

/** A file name with a hash of its content: the file never changes. */
const hashed = /-[0-9a-z]{8}\.[a-z0-9]+$/;

/**
 * Lists the web client's files in `folder` once and serves only those: a request's path is never looked up on the disk.
 * In development mode (`dev`) the page has a mark for its script, which shows a warning.
 */
export function createWeb({ folder = builtFolder, dev = false }: { folder?: string; dev?: boolean } = {}): Web {
  const names = existsSync(folder) ? readdirSync(folder, { recursive: true }).map(String) : [];
  const served = new Map<string, Serve>();
  for (const name of names) {
    if (name.endsWith(".gz") || !statSync(join(folder, name)).isFile()) continue;
    served.set(`/${name.replaceAll("\\", "/")}`, serve(join(folder, name), names.includes(`${name}.gz`)));
  }
  const page = (dev ? devPage(join(folder, "index.html")) : served.get("/index.html")) ?? notBuiltPage;
  served.delete("/index.html");
  return { asset: (pathname, accepts) => served.get(pathname)?.(accepts), page };
}

/** Serves the file at `path`; to clients that accept gzip the file with `.gz` added, if it is `compressed`. */
function serve(path: string, compressed: boolean): Serve {
  const headers = {
    "content-type": Bun.file(path).type,
    "cache-control": hashed.test(path) ? "public, max-age=31536000, immutable" : "no-cache",
    ...(compressed && { vary: "accept-encoding" }),
  };
  return (accepts) =>
    compressed && /\bgzip\b/i.test(accepts ?? "")
      ? new Response(Bun.file(`${path}.gz`), { headers: { ...headers, "content-encoding": "gzip" } })
      : new Response(Bun.file(path), { headers });
}

/** The page with the mark of development mode for its script. */
function devPage(path: string): Serve | undefined {
  if (!existsSync(path)) return undefined;
  const html = readFileSync(path, "utf8").replace("<html", '<html data-mode="dev"');
  return () =>
    new Response(html, { headers: { "content-type": "text/html;charset=utf-8", "cache-control": "no-cache" } });
}

const notBuiltPage: Serve = () =>
  new Response(
    "<!doctype html><html lang=en><meta charset=utf-8><title>Lectern</title>" +
      "<h1>The pages are not built yet</h1><p>Lectern is running, and its pages are missing: " +
      "start it with <code>bun run start</code>, or run <code>bun scripts/build-web.ts</code> and start again.</p></html>",
    { status: 503, headers: { "content-type": "text/html;charset=utf-8", "cache-control": "no-store" } },
  );
