/** The built web client: from `dist/web` beside the sources, or from inside the compiled binary. */
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";

/** `accepts` is a request's `Accept-Encoding`: where it names gzip, a file goes out as it was compressed when built. */
type Serve = (accepts?: string | null) => Response;

export interface Web {
  /** The file at this path of a URL; undefined where there is none. */
  asset(pathname: string, accepts?: string | null): Response | undefined;
  /** The page that all addresses of the web client get. */
  readonly page: Serve;
}

/** The first words of the web client's own addresses: `/`, `/j/…`, `/s/…`, `/teach/…`, `/practice/…`, `/docs`, `/spc/…`. */
const pages = new Set("/j/s/teach/practice/docs/spc".split("/"));

/** Whether this path of a URL is one of the web client's own addresses, and gets its page. */
export const isPage = (pathname: string): boolean =>
  !pathname.startsWith("//") && pages.has(pathname.split("/")[1] ?? "");

// What is embedded in a compiled binary keeps its folder's own name alone, beside the bundle.
const builtFolder = join(import.meta.dir, Bun.isStandaloneExecutable ? "web" : "../../dist/web");

/** A name with its content's hash in it never means anything else. */
const hashed = /-[0-9a-z]{8}\.[a-z0-9]+$/;

/**
 * Finds the web client in `folder`. It serves the files that were there then: no path of a request is looked up. In
 * development mode (`dev`) the page says so to its script, which shows a warning.
 */
export function openWeb({ folder = builtFolder, dev = false }: { folder?: string; dev?: boolean } = {}): Web {
  const names = existsSync(folder) ? readdirSync(folder, { recursive: true }).map(String) : [];
  const served = new Map<string, Serve>();
  for (const name of names) {
    if (name.endsWith(".gz") || !statSync(join(folder, name)).isFile()) continue;
    served.set(`/${name.replaceAll("\\", "/")}`, serve(join(folder, name), names.includes(`${name}.gz`)));
  }
  const page = (dev ? devPage(join(folder, "index.html")) : served.get("/index.html")) ?? notBuilt;
  served.delete("/index.html");
  return { asset: (pathname, accepts) => served.get(pathname)?.(accepts), page };
}

/** Serves the file at `path`, and where it is `compressed` beside itself as `.gz`, that to those who take it. */
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

/** The page with a mark for its script. */
function devPage(path: string): Serve | undefined {
  if (!existsSync(path)) return undefined;
  const html = readFileSync(path, "utf8").replace("<html", '<html data-mode="dev"');
  return () =>
    new Response(html, { headers: { "content-type": "text/html;charset=utf-8", "cache-control": "no-cache" } });
}

const notBuilt: Serve = () =>
  new Response(
    "<!doctype html><html lang=en><meta charset=utf-8><title>Lectern</title>" +
      "<h1>The pages are not built yet</h1><p>Lectern is running, and its pages are missing: " +
      "start it with <code>bun run start</code>, or run <code>bun scripts/build-web.ts</code> and start again.</p></html>",
    { status: 503, headers: { "content-type": "text/html;charset=utf-8", "cache-control": "no-store" } },
  );
