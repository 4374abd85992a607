/** How an app wraps its frames: where a frame's name stands, and where its data, coming in and going out. */
import { Fault } from "../domain/faults.ts";
import { ClientId } from "../domain/ids.ts";
import { strOf } from "./python.ts";

export interface Incoming {
  readonly name: string;
  readonly data: unknown;
  /** The client's own id for it, where the app has such. */
  readonly id: string | undefined;
}

export interface Envelope {
  /** Takes a frame apart, or throws `malformed`. */
  readonly open: (frame: Record<string, unknown>) => Incoming;
  readonly close: (name: string, data: Record<string, unknown>) => Record<string, unknown>;
  /** Where the name and the data stand, for the documents. */
  readonly form: {
    readonly in: { readonly name: string; readonly data?: string; readonly id?: string };
    readonly out: { readonly name: string; readonly data?: string };
  };
}

/** A frame without a type has the name `None` in the apps' error texts, and so no handler. */
const nameOf = ({ type }: Record<string, unknown>): string => strOf(type);

/** The client's own id for a frame, if it has one. */
const idOf = ({ id }: Record<string, unknown>): string | undefined => {
  const read = ClientId.optional().safeParse(id);
  if (read.success) return read.data;
  throw new Fault("malformed", "A frame's `id` is a text of 1 to 64 characters.");
};

const openFlat: Envelope["open"] = (frame) => {
  const { type: _, ...data } = frame;
  return { name: nameOf(frame), data, id: undefined };
};
const openNested: Envelope["open"] = (frame) => ({ name: nameOf(frame), data: frame.data ?? {}, id: undefined });
const closeFlat: Envelope["close"] = (name, data) => ({ type: name, ...data });

/** In and out `{"type", …}`. */
export const flat: Envelope = {
  open: openFlat,
  close: closeFlat,
  form: { in: { name: "type" }, out: { name: "type" } },
};

/** In `{"type", …}`, out `{"event", …}`. */
export const eventOut: Envelope = {
  open: openFlat,
  close: (name, data) => ({ event: name, ...data }),
  form: { in: { name: "type" }, out: { name: "event" } },
};

/** In `{"type", "data": {…}}`, out `{"type", …}`. */
export const nestedIn: Envelope = {
  open: openNested,
  close: closeFlat,
  form: { in: { name: "type", data: "data" }, out: { name: "type" } },
};

/** In and out `{"type", "data": {…}}`. */
export const nested: Envelope = {
  open: openNested,
  close: (name, data) => ({ type: name, data }),
  form: { in: { name: "type", data: "data" }, out: { name: "type", data: "data" } },
};

/** In `{"type", "id", "data": {…}}`, out `{"type", …}`. */
export const identified: Envelope = {
  open(frame) {
    if (typeof frame.type !== "string") throw new Fault("malformed", "A frame is an object with a `type`.");
    return { ...openNested(frame), id: idOf(frame) };
  },
  close: closeFlat,
  form: { in: { name: "type", data: "data", id: "id" }, out: { name: "type" } },
};
