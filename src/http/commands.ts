/** The features' commands and reads as HTTP calls, derived from the registry: a new feature has them at once. */
import { Hono } from "hono";
import { Fault, fit } from "../domain/faults.ts";
import { ClientId } from "../domain/ids.ts";
import type { AnyFeature, View } from "../features/feature.ts";
import { commands as allCommands, features, type RoomState } from "../features/index.ts";
import { participantOf, personOf, recordOf } from "../live/room.ts";
import { optionalObject } from "./body.ts";
import type { Carried, Desk } from "./context.ts";
import { seated } from "./who.ts";

type Read = View<{ state: unknown; room: RoomState }>;

export function commands(desk: Desk): Hono<Carried> {
  const app = new Hono<Carried>();

  for (const { name, http } of allCommands.values()) {
    if (!http) continue;
    const [method, path] = http.split(" ", 2) as [string, string];
    app.on(method, `/sessions/:session${path}`, async (call) => {
      const { room, person } = await seated(call, desk);
      const input = { ...(await optionalObject(call.req.raw)), ...fromPath(call.req.param()) };
      const key = call.req.header("Idempotency-Key");
      const id = key === undefined ? undefined : fit(ClientId, key);
      return call.json(
        (await desk.live.kernel.ask({ room, ask: { command: name, actor: person.id, input, id } })) as object,
      );
    });
  }

  for (const feature of features as readonly AnyFeature[]) {
    for (const view of Object.values(feature.views as Record<string, Read>)) {
      const [, path] = view.http.split(" ", 2) as [string, string];
      app.get(`/sessions/:session${path}`, async (call) => {
        const { room, person } = await seated(call, desk);
        const viewer = participantOf(room, personOf(room, person.id) ?? person);
        if (!view.by.includes(viewer.role)) throw new Fault("not_allowed");
        if (feature.optional && !recordOf(room).features.includes(feature.optional)) throw new Fault("feature_off");
        const state = room.state[feature.name as keyof RoomState];
        const read = view.read({
          state,
          room: room.state,
          viewer,
          at: desk.now(),
          query: fit(view.query, call.req.query()),
        });
        // Which events this already holds: a client applies those after it.
        call.header("Lectern-Seq", String(room.seq));
        return call.json(read as object);
      });
    }
  }
  return app;
}

/** The path's parameters as input: all but the session; digits are integer ids. */
function fromPath({ session: _, ...rest }: Record<string, string>): Record<string, string | number> {
  const entries = Object.entries(rest);
  return Object.fromEntries(entries.map(([key, text]) => [key, /^\d{1,15}$/.test(text) ? Number(text) : text]));
}
