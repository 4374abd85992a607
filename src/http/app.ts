/** The HTTP side: a table of contents. */
import { Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { cors } from "hono/cors";
import { Fault } from "../domain/faults.ts";
import { alerts } from "./alerts.ts";
import { auth } from "./auth.ts";
import { type Call, mount } from "./call.ts";
import { commands } from "./commands.ts";
import type { Carried, Desk } from "./context.ts";
import { devices } from "./devices.ts";
import { lessons } from "./lessons.ts";
import { measurements } from "./measurements.ts";
import { operations } from "./operations.ts";
import { pairing } from "./pairing.ts";
import { permissions } from "./permissions.ts";
import { maxBytes } from "./pictures.ts";
import { reject } from "./problem.ts";
import { products } from "./products.ts";
import { report } from "./report.ts";
import { sessions } from "./sessions.ts";
import { uploads } from "./uploads.ts";
import { isPage, type Web } from "./web.ts";
import { credentialOf } from "./who.ts";

/**
 * The largest body a call may have, in bytes, and the largest with a picture in it. A body of unknown length is read
 * before anything is checked, so that it may never be that large.
 */
const maxBody = 1024 * 1024;
const maxUpload = maxBytes + 16 * 1024;

/** Headers that pages of other origins may read. */
const exposeHeaders = ["Lectern-Seq", "Link", "Retry-After"];

/** `describe` makes further calls of all the others: the documents. */
export function openApp(
  desk: Desk,
  web: Web,
  allowedOrigins: readonly string[],
  describe: (calls: readonly Call[]) => Call[],
): Hono<Carried> {
  const app = new Hono<Carried>({ strict: false });
  app.onError((cause, call) => reject(cause, call.env.trace));
  app.notFound((call) => reject(new Fault("not_found"), call.env.trace));
  if (desk.dev) app.use(cors({ origin: (origin) => origin, credentials: true, exposeHeaders }));
  else if (allowedOrigins.length > 0) app.use(cors({ origin: [...allowedOrigins], credentials: true, exposeHeaders }));
  app.use(async (call, next) => {
    const isUpload = call.req.path.startsWith("/api/uploads") && call.req.header("Content-Length") !== undefined;
    const maxSize = isUpload ? maxUpload : maxBody;
    return bodyLimit({ maxSize, onError: () => reject(new Fault("too_large"), call.env.trace) })(call, next);
  });
  app.use(async (call, next) => {
    const credential = credentialOf(call.req.raw.headers, desk.store.users);
    if (credential) call.env.trace.fields.user = credential.user.id;
    call.set("credential", credential);
    await next();
  });

  const calls = [
    ...operations(desk),
    ...auth(desk),
    ...pairing(desk),
    ...lessons(desk),
    ...sessions(desk),
    ...commands(desk),
    ...uploads(desk),
    ...report(desk),
    ...products(desk),
    ...measurements(desk),
    ...alerts(desk),
    ...devices(desk),
    ...permissions(desk),
  ];
  mount(app, [...calls, ...describe(calls)], desk);
  app.get("*", (call) => {
    const encodings = call.req.header("Accept-Encoding");
    const page = isPage(call.req.path) ? web.page(encodings) : undefined;
    return page ?? web.asset(call.req.path, encodings) ?? reject(new Fault("not_found"), call.env.trace);
  });
  return app;
}
