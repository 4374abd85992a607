/** What the kernel carries out: a person's command or a moment of the room; and its outcome. */
import type { Fault } from "../domain/faults.ts";
import type { Participant } from "../domain/session.ts";
import type { Moment, MomentData } from "../features/moments.ts";
import type { Peer } from "./peer.ts";
import type { Room } from "./room.ts";

/** The outcome of a work. */
export type Outcome = { readonly result: unknown } | { readonly fault: Fault };

/** A moment of the room, with its data; a function if they are known only once it is carried out. */
export type AnnouncedMoment = {
  [M in Moment]: {
    readonly moment: M;
    readonly actor: Participant;
    /** Milliseconds since 1970 (default: now). */
    readonly at?: number;
  } & (MomentData[M] extends undefined
    ? { readonly data?: undefined }
    : { readonly data: MomentData[M] | (() => MomentData[M]) });
}[Moment];

/** Something to carry out in order. */
export interface Work {
  readonly room: Room;
  /** Writes in the same commit, before the rule decides; rolled back if the rule rejects. */
  readonly before?: () => void;
  /** A person's command or a moment of the room. Absent if the work only keeps its place in the order. */
  readonly ask?:
    | { readonly command: string; readonly actor: string; readonly input: unknown; readonly id: string | undefined }
    | AnnouncedMoment;
  /** The refiner's version of the command's text. */
  readonly reworded?: string | undefined;
  /** The connection that it came from, which gets the frames of consecutive works in one system call. */
  readonly from?: Pick<Peer, "ws">;
  /** Called once: after the commit, or with a fault. */
  readonly settle?: (outcome: Outcome) => void;
}
