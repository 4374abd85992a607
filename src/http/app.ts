/** Assembles the Hono app: middleware, every resource's endpoints, and the web client. */
import { Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { cors } from "hono/cors";
import { Fault } from "../domain/faults.ts";
import { Elsewhere } from "../domain/placement.ts";
import type { HonoEnv, Services } from "./context.ts";
import { type Endpoint, mount } from "./endpoint.ts";
import { guide } from "./guide.ts";
import { maxPictureBytes } from "./pictures.ts";
import { enterPlace } from "./place.ts";
import { reject } from "./problem.ts";
import { isPage, type Web } from "./web.ts";
import { findCredential } from "./who.ts";

/**
 * The largest request body in bytes, and the largest for an upload. The larger limit needs a `Content-Length`: a body
 * of unknown length is read into memory before anything is checked.
 */
const maxBodyBytes = 1024 * 1024;
const maxUploadBytes = maxPictureBytes + 16 * 1024;

/** Response headers that pages of other origins may read. */
const exposeHeaders = ["Lectern-Seq", "Link", "Retry-After"];

/** What makes the endpoints of a resource. */
type Resource = (services: Services) => readonly Endpoint[];

/** Every resource. Each file is loaded on its own, so that WebSockets are accepted between two of them. */
const resources: readonly (() => Promise<Resource>)[] = [
  async () => (await import("./operations.ts")).operations,
  async () => (await import("./network.ts")).network,
  async () => (await import("./check.ts")).check,
  async () => (await import("./page-errors.ts")).pageErrors,
  async () => (await import("./auth.ts")).auth,
  async () => (await import("./pairing.ts")).pairing,
  async () => (await import("./sign-in-codes.ts")).signInCodes,
  async () => (await import("./program-tokens.ts")).programTokens,
  async () => (await import("./lessons.ts")).lessons,
  async () => (await import("./sessions.ts")).sessions,
  async () => (await import("./demo.ts")).demo,
  async () => (await import("./past-sessions.ts")).pastSessions,
  async () => (await import("./joining.ts")).joining,
  async () => (await import("./screens.ts")).screens,
  async () => (await import("./co-teachers.ts")).coTeachers,
  async () => (await import("./invitations.ts")).invitations,
  async () => (await import("./commands.ts")).commands,
  async () => (await import("./tags.ts")).tags,
  async () => (await import("./strata.ts")).strata,
  async () => (await import("./uploads.ts")).uploads,
  async () => (await import("./report.ts")).report,
  async () => (await import("./products.ts")).products,
  async () => (await import("./folders.ts")).folders,
  async () => (await import("./simulations.ts")).simulations,
  async () => (await import("./charts.ts")).charts,
  async () => (await import("./limits.ts")).limits,
  async () => (await import("./measurements.ts")).measurements,
  async () => (await import("./points.ts")).points,
  async () => (await import("./gauge-studies.ts")).gaugeStudies,
  async () => (await import("./exports.ts")).exports,
  async () => (await import("./alerts.ts")).alerts,
  async () => (await import("./devices.ts")).devices,
  async () => (await import("./permissions.ts")).permissions,
];

/** Lets the event loop accept what has arrived. */
const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

export interface AppOptions {
  readonly web: Web;
  readonly allowedOrigins: readonly string[];
  /** Loads what makes the endpoints of the API documents, which describe the given endpoints. */
  readonly describe: (endpoints: readonly Endpoint[]) => Promise<Resource>;
}

/** Loads the endpoints and assembles the app. The server listens meanwhile, and HTTP requests wait for it. */
export async function createApp(
  services: Services,
  { web, allowedOrigins, describe }: AppOptions,
): Promise<Hono<HonoEnv>> {
  const app = new Hono<HonoEnv>({ strict: false });
  app.onError((cause, context) => {
    // The request is forwarded.
    if (cause instanceof Elsewhere) throw cause;
    return reject(cause, context.env.trace);
  });
  app.notFound((context) => reject(new Fault("not_found"), context.env.trace));
  if (services.dev) app.use(cors({ origin: (origin) => origin, credentials: true, exposeHeaders }));
  else if (allowedOrigins.length > 0) app.use(cors({ origin: [...allowedOrigins], credentials: true, exposeHeaders }));
  // Before the body is read, so that the request can still be forwarded.
  app.use(async (context, next) => {
    await enterPlace(context.req, services.placement);
    await next();
  });
  app.use(async (context, next) => {
    const isUpload = context.req.path.startsWith("/api/uploads") && context.req.header("Content-Length") !== undefined;
    const maxSize = isUpload ? maxUploadBytes : maxBodyBytes;
    return bodyLimit({ maxSize, onError: () => reject(new Fault("too_large"), context.env.trace) })(context, next);
  });
  app.use(async (context, next) => {
    const credential = await findCredential(context.req.raw.headers, services);
    if (credential) context.env.trace.fields.user = credential.user.id;
    context.set("credential", credential);
    await next();
  });

  const endpoints: Endpoint[] = [];
  for (const load of [...resources, () => describe([...endpoints])]) {
    const made = (await load())(services);
    mount(app, made, services);
    endpoints.push(...made);
    await turn();
  }
  app.get("/docs/guide/*", guide(web));
  app.get("*", (context) => {
    const encodings = context.req.header("Accept-Encoding");
    const page = isPage(context.req.path) ? web.page(encodings) : undefined;
    return page ?? web.asset(context.req.path, encodings) ?? reject(new Fault("not_found"), context.env.trace);
  });
  return app;
}
