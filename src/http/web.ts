/** Serves the built web client: from `dist/web`, or embedded in the compiled binary. */
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { parseAccept } from "hono/utils/accept";

/** `accepts` is a request's `Accept-Encoding`: the file is sent as compressed by the build, if the client accepts that. */
type Serve = (accepts?: string | null) => Response;

/** How the build compresses files (RFC 9110, 8.4.1), best first: what it adds to a file's name. */
const compressions = [
  ["br", ".br"],
  ["gzip", ".gz"],
] as const;
type Compression = (typeof compressions)[number];
const isCompressed = (name: string) => compressions.some(([, extension]) => name.endsWith(extension));

export interface Web {
  /** The file at this path of a URL; undefined if there is none. */
  asset(pathname: string, accepts?: string | null): Response | undefined;
  /** The page for all paths of the web client. */
  readonly page: Serve;
  /** The path of a built file, whose name got a hash: `guide.css` is `/guide-….css`; undefined if there is none. */
  built(name: string): string | undefined;
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
/** The hash in such a name. */
const hash = /-[0-9a-z]{8}(?=\.[a-z0-9]+$)/;

/**
 * Lists the web client's files in `folder` once and serves only those: a request's path is never looked up on the disk.
 * In development mode (`dev`) the page has a mark for its script, which shows a warning.
 */
export function createWeb({ folder = builtFolder, dev = false }: { folder?: string; dev?: boolean } = {}): Web {
  const names = existsSync(folder) ? readdirSync(folder, { recursive: true }).map(String) : [];
  const served = new Map<string, Serve>();
  for (const name of names) {
    if (isCompressed(name) || !statSync(join(folder, name)).isFile()) continue;
    const available = compressions.filter(([, extension]) => names.includes(name + extension));
    served.set(`/${name.replaceAll("\\", "/")}`, serve(join(folder, name), available));
  }
  const page = (dev ? devPage(join(folder, "index.html")) : served.get("/index.html")) ?? notBuiltPage;
  served.delete("/index.html");
  const hashedNames = new Map(Array.from(served.keys(), (path) => [path.slice(1).replace(hash, ""), path]));
  return {
    asset: (pathname, accepts) => served.get(pathname)?.(accepts),
    page,
    built: (name) => hashedNames.get(name),
  };
}

/** Serves the file at `path`, or one of the compressed versions that are `available`. */
function serve(path: string, available: readonly Compression[]): Serve {
  const headers = {
    "content-type": Bun.file(path).type,
    "cache-control": hashed.test(path) ? "public, max-age=31536000, immutable" : "no-cache",
    ...(available.length > 0 && { vary: "accept-encoding" }),
  };
  return (accepts) => {
    const [encoding, extension] = preferred(accepts ?? "", available) ?? [];
    return encoding === undefined
      ? new Response(Bun.file(path), { headers })
      : new Response(Bun.file(path + extension), { headers: { ...headers, "content-encoding": encoding } });
  };
}

/** The best of the compressions that a client accepts; undefined if the file is sent as it is. A quality of 0 refuses one. */
function preferred(accepts: string, available: readonly Compression[]): Compression | undefined {
  const qualities = new Map(parseAccept(accepts).map(({ type, q }) => [type.toLowerCase(), q]));
  const other = qualities.get("*") ?? 0;
  const plain = qualities.get("identity") ?? 0;
  return available
    .map((compression) => ({ compression, q: qualities.get(compression[0]) ?? other }))
    .filter(({ q }) => q > 0 && q >= plain)
    .sort((one, another) => another.q - one.q)[0]?.compression;
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
