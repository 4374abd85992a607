/** HTTP calls by route. The types of parameters and answers are those of the server's endpoints. */
import type { AnswerOf, BodyOf, ParamOf, QueryOf, RouteName } from "../http/routes.ts";
import { type Fetched, type Fetcher, type Method, readPages } from "./http.ts";

type CallOptions<R extends RouteName> = {
  readonly query?: QueryOf<R>;
  /** A form or a blob is sent as it is, anything else as JSON. */
  readonly body?: BodyOf<R>;
  readonly headers?: Readonly<Record<string, string>>;
} & ([ParamOf<R>] extends [never] ? unknown : { readonly path: Readonly<Record<ParamOf<R>, string | number>> });
type OptionalIfNoPath<R extends RouteName> = [ParamOf<R>] extends [never]
  ? [options?: CallOptions<R>]
  : [options: CallOptions<R>];

/** The answer of a route. */
export type FetchedAnswer<R extends RouteName> = Promise<Fetched<AnswerOf<R>>>;

/** HTTP calls by route. */
export interface Calls {
  readonly call: <R extends RouteName>(route: R, ...options: OptionalIfNoPath<R>) => FetchedAnswer<R>;
  /** The page of a list at another page's `next`. */
  readonly page: <R extends RouteName>(route: R, next: string) => FetchedAnswer<R>;
  /** Every page of a list, `max` items at most. */
  readonly pages: <R extends RouteName>(route: R, max: number, ...options: OptionalIfNoPath<R>) => FetchedAnswer<R>;
}

/** Calls that `fetcher` sends. */
export function createCalls(fetcher: Fetcher): Calls {
  return {
    async call(route, ...[options]) {
      const [method, path] = split(route);
      const { body, headers } = options ?? {};
      return (await fetcher(headers ? { method, headers } : method, toPath(path, options), body)) as Fetched<
        AnswerOf<typeof route>
      >;
    },
    page: async (route, next) => (await fetcher("GET", next)) as Fetched<AnswerOf<typeof route>>,
    async pages(route, max, ...[options]) {
      const [, path] = split(route);
      return (await readPages(fetcher, toPath(path, options), max)) as Fetched<AnswerOf<typeof route>>;
    },
  };
}

interface Untyped {
  readonly path?: Readonly<Record<string, string | number>>;
  readonly query?: Readonly<Record<string, unknown>> | undefined;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

const split = (route: RouteName) => route.split(" ", 2) as [Method, string];

/** The path with its parameters filled in, and the defined fields of the query. */
function toPath(path: string, { path: params = {}, query = {} }: Untyped = {}): string {
  const filled = path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(params[name] ?? ""));
  const defined = Object.entries(query).filter(([, value]) => value !== undefined);
  if (defined.length === 0) return filled;
  return `${filled}?${defined.map(([name, value]) => `${name}=${encodeURIComponent(String(value))}`).join("&")}`;
}
