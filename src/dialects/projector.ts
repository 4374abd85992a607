/**
 * `lectern-screen`, the protocol of a projector: the whole of what it shows at first, then the parts that change. It has no
 * commands.
 */
import { z } from "zod";
import { Time } from "../domain/ids.ts";
import { type Projected, ProjectedParts } from "../features/projector.ts";
import { type Message, message, type Protocol } from "./dialect.ts";
import { native } from "./native.ts";

/** The data of its frames. */
export interface ProjectorUpdate {
  readonly parts: Partial<Projected>;
  /** ISO 8601. */
  readonly at: string;
  /** The address at which a student joins; in a change only if it is another one. */
  readonly joinUrl?: string | undefined;
}

export interface ProjectorProtocol extends Protocol {
  readonly door: string;
  readonly welcome: Message<ProjectorUpdate>;
  readonly changed: Message<ProjectorUpdate>;
}

export const projector: ProjectorProtocol = {
  name: "lectern-screen",
  door: "/ws/live/screen/:session",
  envelope: native.envelope,
  hears: {},
  answers: native.answers,
  fault: native.fault,
  welcome: message(
    "welcome",
    z.object({ data: z.object({ server_time: Time, join_url: z.string(), parts: ProjectedParts }) }),
    ({ parts, at, joinUrl = "" }: ProjectorUpdate) => ({ data: { server_time: at, join_url: joinUrl, parts } }),
  ),
  changed: message(
    "changed",
    z.object({ at: Time, data: z.object({ join_url: z.string().optional(), parts: ProjectedParts }) }),
    ({ parts, at, joinUrl }: ProjectorUpdate) => ({ at, data: { join_url: joinUrl, parts } }),
  ),
};
