/** Assembles the Hono app: middleware, every resource's endpoints, and the web client. */
import { Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { cors } from "hono/cors";
import { Fault } from "../domain/faults.ts";
import { alerts } from "./alerts.ts";
import { auth } from "./auth.ts";
import { charts } from "./charts.ts";
import { check } from "./check.ts";
import { coTeachers } from "./co-teachers.ts";
import { commands } from "./commands.ts";
import type { HonoEnv, Services } from "./context.ts";
import { demo } from "./demo.ts";
import { devices } from "./devices.ts";
import { type Endpoint, mount } from "./endpoint.ts";
import { gaugeStudies } from "./gauge-studies.ts";
import { invitations } from "./invitations.ts";
import { joining } from "./joining.ts";
import { lessons } from "./lessons.ts";
import { measurements } from "./measurements.ts";
import { network } from "./network.ts";
import { operations } from "./operations.ts";
import { pageErrors } from "./page-errors.ts";
import { pairing } from "./pairing.ts";
import { pastSessions } from "./past-sessions.ts";
import { permissions } from "./permissions.ts";
import { maxPictureBytes } from "./pictures.ts";
import { points } from "./points.ts";
import { reject } from "./problem.ts";
import { products } from "./products.ts";
import { report } from "./report.ts";
import { screens } from "./screens.ts";
import { sessions } from "./sessions.ts";
import { signInCodes } from "./sign-in-codes.ts";
import { tags } from "./tags.ts";
import { uploads } from "./uploads.ts";
import { isPage, type Web } from "./web.ts";
import { credentialOf } from "./who.ts";

/**
 * The largest request body in bytes, and the largest for an upload. The larger limit needs a `Content-Length`: a body
 * of unknown length is read into memory before anything is checked.
 */
const maxBodyBytes = 1024 * 1024;
const maxUploadBytes = maxPictureBytes + 16 * 1024;

/** Response headers that pages of other origins may read. */
const exposeHeaders = ["Lectern-Seq", "Link", "Retry-After"];

export interface AppOptions {
  readonly web: Web;
  readonly allowedOrigins: readonly string[];
  /** Returns the endpoints of the API documents, which describe the given endpoints. */
  readonly describe: (endpoints: readonly Endpoint[]) => Endpoint[];
}

export function createApp(services: Services, { web, allowedOrigins, describe }: AppOptions): Hono<HonoEnv> {
  const app = new Hono<HonoEnv>({ strict: false });
  app.onError((cause, context) => reject(cause, context.env.trace));
  app.notFound((context) => reject(new Fault("not_found"), context.env.trace));
  if (services.dev) app.use(cors({ origin: (origin) => origin, credentials: true, exposeHeaders }));
  else if (allowedOrigins.length > 0) app.use(cors({ origin: [...allowedOrigins], credentials: true, exposeHeaders }));
  app.use(async (context, next) => {
    const isUpload = context.req.path.startsWith("/api/uploads") && context.req.header("Content-Length") !== undefined;
    const maxSize = isUpload ? maxUploadBytes : maxBodyBytes;
    return bodyLimit({ maxSize, onError: () => reject(new Fault("too_large"), context.env.trace) })(context, next);
  });
  app.use(async (context, next) => {
    const credential = credentialOf(context.req.raw.headers, services.store.users);
    if (credential) context.env.trace.fields.user = credential.user.id;
    context.set("credential", credential);
    await next();
  });

  const endpoints = [
    ...operations(services),
    ...network(services),
    ...check(services),
    ...pageErrors(),
    ...auth(services),
    ...pairing(services),
    ...signInCodes(services),
    ...lessons(services),
    ...sessions(services),
    ...demo(services),
    ...pastSessions(services),
    ...joining(services),
    ...screens(services),
    ...coTeachers(services),
    ...invitations(services),
    ...commands(services),
    ...tags(services),
    ...uploads(services),
    ...report(services),
    ...products(services),
    ...charts(services),
    ...measurements(services),
    ...points(services),
    ...gaugeStudies(services),
    ...alerts(services),
    ...devices(services),
    ...permissions(services),
  ];
  mount(app, [...endpoints, ...describe(endpoints)], services);
  app.get("*", (context) => {
    const encodings = context.req.header("Accept-Encoding");
    const page = isPage(context.req.path) ? web.page(encodings) : undefined;
    return page ?? web.asset(context.req.path, encodings) ?? reject(new Fault("not_found"), context.env.trace);
  });
  return app;
}
