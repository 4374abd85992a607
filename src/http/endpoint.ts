/**
 * A call of the HTTP API as a literal: its route, who may make it, what it takes and answers. One place checks it
 * (`mount`), and the OpenAPI document is made of the same literals.
 */
import type { Hono, MiddlewareHandler } from "hono";
import type { StatusCode } from "hono/utils/http-status";
import type { z } from "zod";
import type { Participant, User } from "../domain/session.ts";
import type { Route } from "../features/feature.ts";
import { type Room, recordOf } from "../live/room.ts";
import type { Access } from "../quality/permission.ts";
import { body, jsonOnly, noBody, query } from "./body.ts";
import type { HonoEnv, RequestContext, Services } from "./context.ts";
import { Listing, sendPage } from "./paging.ts";
import {
  limitedCaller,
  observer,
  ownRoom,
  productMaker,
  seated,
  signedIn,
  teacher,
  teacherWithProduct,
  viewer,
  withProduct,
} from "./who.ts";

/** Who may make a call, and what its handler is given of them. */
interface Caller {
  anyone: object;
  /** Anyone with an account, a guest's too. */
  signedIn: { readonly user: User; readonly hash: string };
  teacher: { readonly user: User };
  /** Who has a seat in the session that the path names. */
  seated: { readonly room: Room; readonly person: Participant };
  /** The same; in development mode anyone at all. */
  observer: { readonly room: Room };
  /** At the quality board: anyone with a credential, with what they may do; anyone at all with `--spc-anonymous`. */
  viewer: { readonly access: Access };
  /** Who may make products: a teacher. */
  productMaker: { readonly access: Access };
  /** Who may see the product that the path names. */
  productReader: ForProduct;
  /** Who may measure it. */
  productWriter: ForProduct;
  /** Who may do everything with it but delete it and grant permissions: a teacher. */
  productManager: ForProduct;
  /** The teacher who made it. */
  productOwner: ForProduct;
  /** Who may read the product's permissions, which contain people's names: a teacher, also with `--spc-anonymous`. */
  permissionReader: ForProduct;
  /** Who may set them: the teacher who made the product, also with `--spc-anonymous`. */
  permissionOwner: ForProduct;
  /** The session's own teacher. */
  owner: { readonly user: User; readonly room: Room };
}
interface ForProduct {
  readonly access: Access;
  /** Its id. */
  readonly product: number;
}
export type Who = keyof Caller;

/** What an answer holds: JSON of a schema, another media type, or nothing. */
export type Holds = z.ZodType | { readonly media: string } | null;
type Answers = Readonly<Record<number, Holds | readonly NonNullable<Holds>[]>>;

export interface Endpoint {
  readonly route: Route;
  readonly who: Who;
  readonly about: string;
  /** Read and checked before the handler. */
  readonly body?: z.ZodType | undefined;
  readonly query?: z.ZodType | undefined;
  /** What the handler reads of the request by itself. */
  readonly takes?: z.ZodType | { readonly media: string };
  /** By status; a list if the answer is one of several media types. */
  readonly answers: Answers;
  readonly handle: (the: never) => unknown;
}

/** An endpoint whose types are known: `routes.ts` derives what clients send and read from them. */
export interface TypedEndpoint<R extends Route, A extends Answers, B extends z.ZodType, Q extends z.ZodType>
  extends Endpoint {
  readonly route: R;
  readonly answers: A;
  readonly body?: B | undefined;
  readonly query?: Q | undefined;
}

/** What a handler returns: the JSON as a value, or a list of which a page is sent; a response for another media type. */
type Returned<H> = H extends readonly (infer One)[]
  ? Returned<One>
  : H extends null
    ? // biome-ignore lint/suspicious/noConfusingVoidType: a handler without a return statement
      void
    : H extends z.ZodType
      ? z.output<H> | ListingOf<z.output<H>>
      : Response;
type ListingOf<D> = D extends readonly (infer I)[] ? Listing<I> : never;

/** Types an endpoint: its handler is given what it takes and who makes the request, and returns what it answers. */
export function defineEndpoint<
  const R extends Route,
  W extends Who,
  const A extends Answers,
  B extends z.ZodType = z.ZodType<undefined>,
  Q extends z.ZodType = z.ZodType<undefined>,
>(
  endpoint: Omit<Endpoint, "route" | "who" | "body" | "query" | "answers" | "handle"> & {
    readonly route: R;
    readonly who: W;
    readonly body?: B;
    readonly query?: Q;
    readonly answers: A;
    /** Sets the status (`context.status`) if there are several; the lowest is the default. */
    readonly handle: (
      the: Caller[W] & { readonly context: RequestContext; readonly body: z.output<B>; readonly query: z.output<Q> },
    ) => Returned<A[keyof A]> | Promise<Returned<A[keyof A]>>;
  },
): TypedEndpoint<R, A, B, Q> {
  return endpoint;
}

/** Adds endpoints to the app: who asks and how often is checked first, then the body's and the query's shape. */
export function mount(app: Hono<HonoEnv>, endpoints: readonly Endpoint[], services: Services): void {
  for (const { route, who, body: takesBody, query: takesQuery, takes, answers, handle } of endpoints) {
    const [method, path] = route.split(" ", 2) as [string, string];
    const status = Math.min(...Object.keys(answers).map(Number)) as StatusCode;
    const checks: MiddlewareHandler[] = [
      async (context, next) => {
        (context as RequestContext).env.trace.fields.route = route;
        // A write that came while another program holds the lock would block the event loop.
        if (method !== "GET") await services.store.writeLock.waitUntilFree();
        context.set("given", await admit(who, context as RequestContext, services));
        await next();
      },
    ];
    if (takesBody) checks.push(jsonOnly, body(takesBody));
    else if (!takes && method !== "GET") checks.push(noBody);
    if (takesQuery) checks.push(query(takesQuery));
    app.on(method, [path], ...checks, async (context: RequestContext) => {
      const read = context.req as unknown as { valid(of: "json" | "query"): unknown };
      context.status(status);
      const returned = (handle as (the: unknown) => unknown)({
        ...context.get("given"),
        context,
        body: takesBody && read.valid("json"),
        query: takesQuery && read.valid("query"),
      });
      return toResponse(context, returned instanceof Promise ? await returned : returned);
    });
  }
}

/** The response for what a handler returned. */
function toResponse(context: RequestContext, returned: unknown): Response {
  if (returned instanceof Response) return returned;
  if (returned instanceof Listing) return sendPage(context, returned);
  return returned === undefined ? context.body(null) : context.json(returned as object);
}

/** What the handler is given of who asks. Every call uses their allowance, whether it is then rejected or not. */
async function admit(who: Who, context: RequestContext, services: Services): Promise<object> {
  const { limits } = services.live;
  const given = await identify(who, context, services).catch((cause) => {
    const user = context.get("credential")?.user;
    if (user) limits.call(limitedCaller(user, context.env.address));
    throw cause;
  });
  const caller = limitedOf(given, context, services);
  if (caller) limits.call(caller);
  return given;
}

async function identify(who: Who, context: RequestContext, services: Services): Promise<object> {
  return { ...resolveCaller[who](context, services), ...(await resolveRoom[who]?.(context, services)) };
}

/**
 * Whose allowance a call uses, reads too: in a session the participant's, elsewhere the user's. Calls without a
 * credential are not limited by rate, because a whole class may share one address: what they can create is (guests),
 * and what they can guess. The quality board without credentials is.
 */
function limitedOf(
  given: Partial<Caller["seated"] & Caller["owner"] & Caller["viewer"]>,
  context: RequestContext,
  { live }: Services,
) {
  const user = context.get("credential")?.user;
  const { room } = given;
  const person = given.person ?? (room && user && live.sessions.seatOf(room, user));
  if (room && person) return { key: person.id, nickname: person.nickname, session: recordOf(room).code };
  return user || given.access ? limitedCaller(user, context.env.address) : undefined;
}

/** What the credential alone says of who asks. */
const resolveCaller: {
  readonly [W in Exclude<Who, InRoom>]: (context: RequestContext, services: Services) => Caller[W];
} & {
  readonly [W in InRoom]: (context: RequestContext) => object;
} = {
  anyone: () => ({}),
  signedIn,
  teacher: (context) => ({ user: teacher(context) }),
  seated: () => ({}),
  observer: () => ({}),
  viewer,
  productMaker,
  productReader: withProduct("read"),
  productWriter: withProduct("write"),
  productManager: withProduct("all"),
  productOwner: withProduct("own"),
  permissionReader: teacherWithProduct("all"),
  permissionOwner: teacherWithProduct("own"),
  owner: (context) => ({ user: teacher(context) }),
};

type InRoom = "seated" | "observer" | "owner";

/** What the path adds to it: the room. */
const resolveRoom: {
  readonly [W in Who]?: (context: RequestContext, services: Services) => object | Promise<object>;
} & {
  readonly [W in InRoom]: (context: RequestContext, services: Services) => Promise<Caller[W]>;
} = { seated, observer, owner: ownRoom };
