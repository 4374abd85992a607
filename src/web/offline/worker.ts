/**
 * The service worker, over HTTPS only: keeps the files of the web client, and shows its page if the server cannot be
 * reached, instead of the browser's error. Answers of the API are never kept, and a page always comes from the server if
 * that answers, so that an upgrade shows at once. Built into `/sw.js`.
 */
import { routeOf } from "./route.ts";

/** What the build knows: the version, and the files that the page needs at first. */
declare const build: { readonly version: string; readonly files: readonly string[] };
const { version, files } = build;

/** The parts of a service worker that are used: TypeScript has a page's types here. */
interface WorkerEvent extends Event {
  waitUntil(done: Promise<unknown>): void;
}
interface FetchEvent extends WorkerEvent {
  readonly request: Request;
  respondWith(response: Promise<Response>): void;
}
interface Worker {
  readonly location: Location;
  readonly clients: { claim(): Promise<void> };
  skipWaiting(): Promise<void>;
  addEventListener(type: "install" | "activate", listener: (event: WorkerEvent) => void): void;
  addEventListener(type: "fetch", listener: (event: FetchEvent) => void): void;
}
const worker = self as unknown as Worker;

const prefix = "lectern-";
/** One cache for each version: the older ones are deleted once this one is active. */
const cacheName = prefix + version;
/** The page of every address. */
const page = "/";

worker.addEventListener("install", (event) => {
  event.waitUntil(
    (async () => {
      const cache = await caches.open(cacheName);
      await cache.addAll([page, ...files]);
      await worker.skipWaiting();
    })(),
  );
});

worker.addEventListener("activate", (event) => {
  event.waitUntil(
    (async () => {
      const names = await caches.keys();
      const old = names.filter((name) => name.startsWith(prefix) && name !== cacheName);
      await Promise.all(old.map((name) => caches.delete(name)));
      await worker.clients.claim();
    })(),
  );
});

worker.addEventListener("fetch", (event) => {
  const route = routeOf(event.request, worker.location.origin);
  if (route === "static") event.respondWith(fromCache(event.request));
  if (route === "page") event.respondWith(fromServer(event.request));
});

/** A file that never changes: from the cache, else from the server and into the cache. */
async function fromCache(request: Request): Promise<Response> {
  const cache = await caches.open(cacheName);
  const known = await cache.match(request);
  if (known) return known;
  const response = await fetch(request);
  if (response.ok) await cache.put(request, response.clone()).catch(() => {});
  return response;
}

/** The page from the server; if that cannot be reached, the one that was kept when this version was installed. */
async function fromServer(request: Request): Promise<Response> {
  try {
    return await fetch(request);
  } catch (cause) {
    const known = await caches.match(page, { cacheName });
    if (!known) throw cause;
    return known;
  }
}
