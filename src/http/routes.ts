/**
 * The types of requests and answers by route, derived from the endpoints and the features' views. Clients import types
 * only, so that no server code gets into them.
 */
import type { z } from "zod";
import type { Views } from "../features/index.ts";
import type { alerts } from "./alerts.ts";
import type { auth } from "./auth.ts";
import type { charts } from "./charts.ts";
import type { check } from "./check.ts";
import type { coTeachers } from "./co-teachers.ts";
import type { demo } from "./demo.ts";
import type { devices } from "./devices.ts";
import type { exports } from "./exports.ts";
import type { folders } from "./folders.ts";
import type { gaugeStudies } from "./gauge-studies.ts";
import type { invitations } from "./invitations.ts";
import type { joining } from "./joining.ts";
import type { lessons } from "./lessons.ts";
import type { limits } from "./limits.ts";
import type { measurements } from "./measurements.ts";
import type { network } from "./network.ts";
import type { operations } from "./operations.ts";
import type { pairing } from "./pairing.ts";
import type { pastSessions } from "./past-sessions.ts";
import type { permissions } from "./permissions.ts";
import type { points } from "./points.ts";
import type { products } from "./products.ts";
import type { programTokens } from "./program-tokens.ts";
import type { report } from "./report.ts";
import type { screens } from "./screens.ts";
import type { sessions } from "./sessions.ts";
import type { signInCodes } from "./sign-in-codes.ts";
import type { simulations } from "./simulations.ts";
import type { strata } from "./strata.ts";
import type { tags } from "./tags.ts";
import type { uploads } from "./uploads.ts";

/** The functions of `app.ts` that return endpoints, except for derived ones. */
type Resource =
  | typeof alerts
  | typeof auth
  | typeof charts
  | typeof limits
  | typeof check
  | typeof demo
  | typeof coTeachers
  | typeof devices
  | typeof exports
  | typeof gaugeStudies
  | typeof folders
  | typeof invitations
  | typeof joining
  | typeof lessons
  | typeof measurements
  | typeof network
  | typeof operations
  | typeof pairing
  | typeof pastSessions
  | typeof permissions
  | typeof points
  | typeof products
  | typeof programTokens
  | typeof report
  | typeof screens
  | typeof sessions
  | typeof signInCodes
  | typeof strata
  | typeof tags
  | typeof simulations
  | typeof uploads;
type Written = ReturnType<Resource>[number];

/** The endpoint of a view, under the session's path. */
type Derived = {
  [K in keyof Views]: {
    readonly route: UnderSession<Views[K]["http"]>;
    readonly answers: { readonly 200: Views[K]["result"] };
    readonly query?: Views[K]["query"];
    readonly body?: undefined;
  };
}[keyof Views];
type UnderSession<H> = H extends `${infer Method} ${infer Path}` ? `${Method} /api/sessions/:session${Path}` : never;

type ByRoute = { [E in Written | Derived as E["route"]]: E };

/** Every route that a client may call. */
export type RouteName = keyof ByRoute;

type Json<H> = H extends z.ZodType ? z.output<H> : H extends null ? undefined : never;
type Flat<H> = H extends readonly (infer One)[] ? One : H;
type Values<T> = T[keyof T];

/** The JSON that a route answers with. */
export type AnswerOf<R extends RouteName> = Json<Flat<Values<ByRoute[R]["answers"]>>>;
type InputOf<S> = S extends z.ZodType ? z.input<S> : undefined;
/** The body that a route takes, as JSON; `unknown` if it reads another media type. */
export type BodyOf<R extends RouteName> = InputOf<NonNullable<ByRoute[R]["body"]>>;
/** The query that a route takes. Clients convert its values to text. */
export type QueryOf<R extends RouteName> = {
  readonly [K in keyof InputOf<NonNullable<ByRoute[R]["query"]>>]?: string | number | boolean | undefined;
};
/** The names of a route's parameters: `session` for `GET /api/sessions/:session`. */
export type ParamOf<R extends string> = R extends `${string}/:${infer Rest}`
  ? Rest extends `${infer Name}/${infer More}`
    ? Name | ParamOf<`/${More}`>
    : Rest
  : never;
