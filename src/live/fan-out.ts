/**
 * Publishes a session's event to its audience: encoded once per dialect that has a subscriber, on one native topic per
 * session, role and dialect.
 */
import type { Server } from "bun";
import type { Dialect, Frame, Published } from "../dialects/dialect.ts";
import { formatText } from "../dialects/envelopes.ts";
import { dialects } from "../dialects/index.ts";
import { toTime } from "../domain/ids.ts";
import { type Audience, isInAudience } from "../domain/roles.ts";
import type { Participant } from "../domain/session.ts";
import type { EventName } from "../features/index.ts";
import type { Peer } from "./peer.ts";
import { type Connection, type Room, recordOf } from "./room.ts";
import { audienceOf } from "./rule.ts";
import { eventPublisher, textPublisher } from "./topics.ts";

/** An event to publish; `seq` is absent if it is not kept. */
export interface Outgoing {
  readonly type: string;
  readonly seq?: number | undefined;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** Who did it, by participant id. It is used for addressing and never sent to clients. */
  readonly actor: string | null;
  readonly data: unknown;
}

export interface FanOut {
  publish(outgoing: Outgoing, room: Room): void;
  /** How many times an event was encoded as text, by dialect. */
  readonly encodings: Map<string, number>;
}

/** `server` is a function because it listens only once everything else is set up. */
export function createFanOut(server: () => Server<Peer>): FanOut {
  const encodings = new Map<string, number>(dialects.map(({ name }) => [name, 0]));
  const publishText = textPublisher(server);

  function publishBy(dialect: Dialect, outgoing: Outgoing, room: Room): void {
    const translated = translate(dialect, room, outgoing);
    if (!translated) return;
    const { roles, and, but } = translated.audience;
    const listeners = room.listeners.get(dialect);
    if (!listeners) return;
    const topics = roles.filter((role) => listeners[role].count > 0).map((role) => listeners[role].topic);
    const also = connectionsOf(room, and, dialect).filter(({ role }) => !roles.includes(role));
    if (topics.length === 0 && also.length === 0) return;
    const text = translated.text();
    encodings.set(dialect.name, (encodings.get(dialect.name) ?? 0) + 1);
    const excluded = connectionsOf(room, but, dialect);
    for (const { ws, role } of excluded) ws?.unsubscribe(listeners[role].topic);
    publishText(topics, translated.name, text);
    room.framesPublished += 1;
    for (const { ws, role } of excluded) ws?.subscribe(listeners[role].topic);
    for (const connection of also) {
      connection.trace.frame("sent", translated.name, text);
      connection.ws?.send(text);
    }
  }

  return { encodings, publish: eventPublisher((room) => room.listeners.keys(), publishBy) };
}

/** Returns the text of an event's frame for this person, if their dialect has one and the event is for them. */
export function textFor(
  { dialect, room }: Pick<Connection, "dialect" | "room">,
  outgoing: Outgoing,
  person: Participant,
): string | undefined {
  const translated = translate(dialect, room, outgoing);
  return translated && isInAudience(translated.audience, person) ? translated.text() : undefined;
}

function translate(
  dialect: Dialect,
  room: Room,
  outgoing: Outgoing,
): { name: string; audience: Audience; text: () => string } | undefined {
  const { type, seq, at, data } = outgoing;
  const template = dialect.says[type as EventName];
  if (!template || (template.when as ((data: unknown) => boolean) | undefined)?.(data) === false) return;
  const to = template.to as Audience | ((data: unknown, own: Audience) => Audience) | undefined;
  const own = audienceOf(outgoing, room.state);
  const audience = typeof to === "function" ? to(data, own) : (to ?? own);
  const text = () => {
    const { id, code } = recordOf(room);
    const event: Published = { type: type as EventName, at: toTime(at), data, session: { id, code } };
    const make = template.make as (event: Published) => Frame;
    const { envelope } = dialect;
    return formatText(envelope, envelope.close(template.name, make(seq === undefined ? event : { ...event, seq })));
  };
  return { name: template.name, audience, text };
}

/** A person's connections of a dialect that receive live events. */
function connectionsOf(room: Room, participant: string | undefined, dialect: Dialect): Connection[] {
  if (participant === undefined) return [];
  const all = room.connections.get(participant) ?? [];
  return Array.from(all).filter((connection) => connection.dialect === dialect && connection.listening === "live");
}
