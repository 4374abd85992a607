/**
 * Defines an endpoint of the HTTP API as a literal: its route, who may call it, what it takes and answers. `mount` checks
 * every request against it, and the OpenAPI document is generated from the same literals.
 */
import type { Hono, MiddlewareHandler } from "hono";
import type { StatusCode } from "hono/utils/http-status";
import type { z } from "zod";
import { Fault } from "../domain/faults.ts";
import type { Participant, User } from "../domain/session.ts";
import type { Route } from "../features/feature.ts";
import { type Room, recordOf } from "../live/room.ts";
import type { Access } from "../quality/permission.ts";
import { type AuditRule, audited } from "./audit.ts";
import { body, jsonOnly, noBody, query } from "./body.ts";
import type { HonoEnv, RequestContext, Services } from "./context.ts";
import { Listing, sendPage } from "./paging.ts";
import { requireScope } from "./scope.ts";
import {
  instructor,
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

/** Who may call an endpoint, and what its handler receives about the caller. */
interface Caller {
  anyone: object;
  /** Anyone with an account, including guests. */
  signedIn: { readonly user: User; readonly hash: string };
  teacher: { readonly user: User };
  /** Anyone with a seat in the session that the path names. */
  seated: { readonly room: Room; readonly person: Participant };
  /** Anyone with a seat in the session; in development mode anyone. */
  observer: { readonly room: Room };
  /** On the quality board: anyone with a credential; anyone at all with `--spc-anonymous`. */
  viewer: { readonly access: Access };
  /** Callers who may create products: teachers. */
  productMaker: { readonly access: Access };
  /** Callers who may see the product that the path names. */
  productReader: ForProduct;
  /** Callers who may measure it. */
  productWriter: ForProduct;
  /** Callers who may do everything with it except delete it and grant permissions: teachers. */
  productManager: ForProduct;
  /** The teacher who created it. */
  productOwner: ForProduct;
  /** Callers who may read its permissions, which contain people's names: teachers, even with `--spc-anonymous`. */
  permissionReader: ForProduct;
  /** Callers who may set its permissions: the teacher who created it, even with `--spc-anonymous`. */
  permissionOwner: ForProduct;
  /** The session's own teacher, and its co-teachers. */
  instructor: { readonly user: User; readonly room: Room; readonly person: Participant };
  /** The session's own teacher. */
  owner: { readonly user: User; readonly room: Room };
}
interface ForProduct {
  readonly access: Access;
  /** The product's id. */
  readonly product: number;
}
export type Who = keyof Caller;

/** The body of an answer: JSON of a schema, another media type, or none. */
export type AnswerBody = z.ZodType | { readonly media: string } | null;
type Answers = Readonly<Record<number, AnswerBody | readonly NonNullable<AnswerBody>[]>>;

export interface Endpoint {
  readonly route: Route;
  readonly who: Who;
  /**
   * For programs' tokens. `refused`: it grants rights that would outlive the token; `allowed`: whatever the token reaches
   * (default: within the session that the token reaches, if it is for one).
   */
  readonly programs?: "refused" | "allowed";
  /** `true`: it stores nothing, although it is not a GET. A token that may only read can call it. */
  readonly readsOnly?: true;
  /** `debug`: its calls are routine, like health checks and pictures, and logged at this level (default: info). */
  readonly logged?: "debug";
  /** What the audit log has about it. Required of everything that deletes. */
  readonly audit?: AuditRule;
  readonly about: string;
  /** The schema of the body, which is parsed before the handler runs. */
  readonly body?: z.ZodType | undefined;
  readonly query?: z.ZodType | undefined;
  /** A body that the handler reads itself. */
  readonly takes?: z.ZodType | { readonly media: string };
  /** By status; a list if the answer is one of several media types. */
  readonly answers: Answers;
  readonly handle: (input: never) => unknown;
}

/** An endpoint with its types, from which `routes.ts` derives what clients send and read. */
export interface TypedEndpoint<R extends Route, A extends Answers, B extends z.ZodType, Q extends z.ZodType>
  extends Endpoint {
  readonly route: R;
  readonly answers: A;
  readonly body?: B | undefined;
  readonly query?: Q | undefined;
}

/** What a handler returns: a value to send as JSON, a listing to send a page of, or a response of another media type. */
type HandlerResult<H> = H extends readonly (infer One)[]
  ? HandlerResult<One>
  : H extends null
    ? // biome-ignore lint/suspicious/noConfusingVoidType: a handler without a return statement
      void
    : H extends z.ZodType
      ? z.output<H> | ListingOf<z.output<H>>
      : Response;
type ListingOf<D> = D extends readonly (infer I)[] ? Listing<I> : never;

/** Defines an endpoint; its literals determine the types of its handler's parameters and result. */
export function defineEndpoint<
  const R extends Route,
  W extends Who,
  const A extends Answers,
  B extends z.ZodType = z.ZodType<undefined>,
  Q extends z.ZodType = z.ZodType<undefined>,
>(
  endpoint: Omit<Endpoint, "route" | "who" | "audit" | "body" | "query" | "answers" | "handle"> & {
    readonly route: R;
    readonly who: W;
    readonly audit?: AuditRule<z.output<B>>;
    readonly body?: B;
    readonly query?: Q;
    readonly answers: A;
    /** Sets the status (`context.status`) if there are several (default: the lowest). */
    readonly handle: (
      input: Caller[W] & { readonly context: RequestContext; readonly body: z.output<B>; readonly query: z.output<Q> },
    ) => HandlerResult<A[keyof A]> | Promise<HandlerResult<A[keyof A]>>;
  },
): TypedEndpoint<R, A, B, Q> {
  return endpoint;
}

/** Adds endpoints to the app. Checks the caller and their rate first, then the body and the query. */
export function mount(app: Hono<HonoEnv>, endpoints: readonly Endpoint[], services: Services): void {
  for (const {
    route,
    who,
    programs,
    readsOnly,
    logged = "info",
    audit,
    body: takesBody,
    query: takesQuery,
    takes,
    answers,
    handle,
  } of endpoints) {
    const [method, path] = route.split(" ", 2) as [string, string];
    const status = Math.min(...Object.keys(answers).map(Number)) as StatusCode;
    const checks: MiddlewareHandler[] = [
      async (context, next) => {
        const { trace } = (context as RequestContext).env;
        trace.fields.route = path;
        trace.level = logged;
        // A write while another program holds the database's lock would block the event loop.
        if (method !== "GET") await services.store.writeLock.waitUntilFree();
        context.set("caller", await authorize({ who, programs, readsOnly }, context as RequestContext, services));
        await next();
      },
    ];
    if (takesBody) checks.push(jsonOnly, body(takesBody));
    else if (!takes && method !== "GET") checks.push(noBody);
    if (takesQuery) checks.push(query(takesQuery));
    app.on(method, [path], ...checks, async (context: RequestContext) => {
      const request = context.req as unknown as { valid(part: "json" | "query"): unknown };
      context.status(status);
      const input = {
        ...context.get("caller"),
        context,
        body: takesBody && request.valid("json"),
        query: takesQuery && request.valid("query"),
      };
      const undone = services.store.undone();
      const run = () => (handle as (input: unknown) => unknown)(input);
      const returned = audit ? audited(audit, services, { ...input, handle: run }) : run();
      const response = toResponse(context, returned instanceof Promise ? await returned : returned);
      await services.store.confirm(undone);
      return response;
    });
  }
}

/** Converts what a handler returned to a response. */
function toResponse(context: RequestContext, returned: unknown): Response {
  if (returned instanceof Response) return returned;
  if (returned instanceof Listing) return sendPage(context, returned);
  return returned === undefined ? context.body(null) : context.json(returned as object);
}

type CallerRules = Pick<Endpoint, "who" | "programs" | "readsOnly">;

/** Returns the caller's part of a handler's input. Every request uses the caller's allowance, even if it is rejected. */
async function authorize(rules: CallerRules, context: RequestContext, services: Services): Promise<object> {
  const { limits } = services.live;
  const caller = await identify(rules, context, services).catch((cause) => {
    const user = context.get("credential")?.user;
    if (user) limits.call(limitedCaller(user, context.env.address));
    throw cause;
  });
  const limited = limitedOf(caller, context, services);
  if (limited) limits.call(limited);
  return caller;
}

async function identify(
  { who, programs, readsOnly }: CallerRules,
  context: RequestContext,
  services: Services,
): Promise<object> {
  const credential = context.get("credential");
  // What anyone may do, a program does without its account.
  if (who === "anyone" && credential?.scope) context.set("credential", undefined);
  const known = resolveCaller[who](context, services);
  const caller: { room?: Room } = { ...known, ...(await resolveRoom[who]?.(context, services)) };
  if (credential?.scope && programs === "refused") throw new Fault("not_allowed", "A program's token cannot do this.");
  if (credential && who !== "anyone" && programs !== "allowed") {
    requireScope(credential, services, {
      session: caller.room?.id,
      writes: context.req.method !== "GET" && !readsOnly,
    });
  }
  return caller;
}

/**
 * Whose allowance a request uses, including reads: in a session the participant's, elsewhere the user's. Requests without
 * a credential are not rate limited, because a whole class may share one address; there are limits on the guests they
 * create and the codes they guess. On the quality board, requests without a credential are rate limited by address.
 */
function limitedOf(
  caller: Partial<Caller["seated"] & Caller["owner"] & Caller["viewer"]>,
  context: RequestContext,
  { live }: Services,
) {
  const user = context.get("credential")?.user;
  const { room } = caller;
  const person = caller.person ?? (room && user && live.sessions.seatOf(room, user));
  if (room && person) return { key: person.id, nickname: person.nickname, session: recordOf(room).code };
  return user || caller.access ? limitedCaller(user, context.env.address) : undefined;
}

/** What is known of a caller by their credential alone. */
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
  instructor: () => ({}),
  owner: (context) => ({ user: teacher(context) }),
};

type InRoom = "seated" | "observer" | "instructor" | "owner";

/** What the path adds: the room, and the caller's seat in it. */
const resolveRoom: {
  readonly [W in Who]?: (context: RequestContext, services: Services) => object | Promise<object>;
} & {
  readonly [W in InRoom]: (context: RequestContext, services: Services) => Promise<Caller[W]>;
} = { seated, observer, instructor, owner: ownRoom };
