/** The endpoints of the features' commands and views, derived from the registry: a new feature needs no code here. */
import { Fault, parseInput } from "../domain/faults.ts";
import { ClientId } from "../domain/ids.ts";
import type { PageQuery } from "../domain/paging.ts";
import type { AnyFeature, Route, View } from "../features/feature.ts";
import { commands as allCommands, features, type RoomState } from "../features/index.ts";
import { uses } from "../features/session.ts";
import { recordOf } from "../live/room.ts";
import { optionalObject } from "./body.ts";
import type { Services } from "./context.ts";
import { defineEndpoint, type Endpoint } from "./endpoint.ts";
import { Listing } from "./paging.ts";

type AnyView = View<{ state: unknown; room: RoomState }>;

export function commands(services: Services): Endpoint[] {
  const commandEndpoints = Array.from(allCommands.values()).flatMap(({ name, http, input, result, about }) =>
    http === undefined
      ? []
      : defineEndpoint({
          route: underSession(http),
          who: "seated",
          about,
          takes: input,
          answers: { 200: result },
          async handle({ context, room, person }) {
            const values = { ...(await optionalObject(context.req.raw, input)), ...pathInput(context.req.param()) };
            const key = context.req.header("Idempotency-Key");
            const id = key === undefined ? undefined : parseInput(ClientId, key);
            const ask = { command: name, actor: person.id, input: values, id };
            return services.live.kernel.ask({ room, ask });
          },
        }),
  );
  const viewEndpoints = (features as readonly AnyFeature[]).flatMap((feature) =>
    Object.values(feature.views as Record<string, AnyView>).map((view) =>
      defineEndpoint({
        route: underSession(view.http),
        who: "seated",
        about: view.about,
        query: view.query,
        answers: { 200: view.result },
        handle({ context, room, person: viewer, query }) {
          if (!view.by.includes(viewer.role)) throw new Fault("not_allowed");
          if (!uses(recordOf(room), feature)) throw new Fault("feature_off");
          const state = room.state[feature.name as keyof RoomState];
          // The last event that the answer includes: a client applies the events after it.
          context.header("Lectern-Seq", String(room.seq));
          const result = view.read({ state, room: room.state, viewer, at: services.now(), query });
          const { pageBy } = view;
          if (pageBy === undefined) return result;
          const list = result as Iterable<Readonly<Record<string, string | number>>>;
          return new Listing(list, query as PageQuery, (item) => item[pageBy] ?? "");
        },
      }),
    ),
  );
  return [...commandEndpoints, ...viewEndpoints];
}

function underSession(http: Route): Route {
  const [method, path] = http.split(" ", 2);
  return `${method} /api/sessions/:session${path}` as Route;
}

/** The path's parameters as a command's input, without the session. Digits become integer ids. */
function pathInput({ session: _, ...rest }: Record<string, string>): Record<string, string | number> {
  const entries = Object.entries(rest);
  return Object.fromEntries(entries.map(([key, text]) => [key, /^\d{1,15}$/.test(text) ? Number(text) : text]));
}
