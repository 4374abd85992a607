/** The HTTP side: a table of contents. */
import { Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { cors } from "hono/cors";
import { Fault } from "../domain/faults.ts";
import { auth } from "./auth.ts";
import { commands } from "./commands.ts";
import type { Carried, Desk } from "./context.ts";
import { lessons } from "./lessons.ts";
import { operations } from "./operations.ts";
import { toFault, toProblem } from "./problem.ts";
import { report } from "./report.ts";
import { sessions, statusOf } from "./sessions.ts";
import { uploads } from "./uploads.ts";
import { isPage, type Web } from "./web.ts";
import { credentialOf, seated } from "./who.ts";

/** The largest body a call may have, in bytes. */
const maxBody = 1024 * 1024;

export function openApp(desk: Desk, web: Web, allowedOrigins: readonly string[]): Hono<Carried> {
  const app = new Hono<Carried>({ strict: false });
  app.onError((cause) => toProblem(toFault(cause)));
  app.notFound(() => toProblem(new Fault("not_found")));
  if (allowedOrigins.length > 0) app.use(cors({ origin: [...allowedOrigins], credentials: true }));
  app.use("*", async (call, next) => {
    call.set("credential", credentialOf(call.req.raw.headers, desk.store.users));
    await next();
  });
  app.route("/", uploads(desk));
  app.use(bodyLimit({ maxSize: maxBody, onError: () => toProblem(new Fault("too_large")) }));

  app.route("/", operations(desk));
  app.route("/api", auth(desk));
  app.route("/api", lessons(desk));
  app.route("/api", sessions(desk));
  app.route("/api", report(desk));
  app.route("/api", commands(desk));
  for (const path of ["/sessions/:session/status", "/api/v1/sessions/:session/status"] as const) {
    app.get(path, async (call) => call.json(statusOf((await seated(call, desk)).room)));
  }
  app.get("*", (call) => {
    const encodings = call.req.header("Accept-Encoding");
    const page = isPage(call.req.path) ? web.page(encodings) : undefined;
    return page ?? web.asset(call.req.path, encodings) ?? toProblem(new Fault("not_found"));
  });
  return app;
}
