/** Envelopes: the fields in which an app's frames have their name and their data, and how a frame is written as text. */
import { Encoded, encodeObject } from "../domain/encoded.ts";
import { Fault, tryParse } from "../domain/faults.ts";
import { ClientId } from "../domain/ids.ts";
import { toJsonObject } from "../domain/json.ts";
import { pythonStr } from "./python.ts";

export interface OpenedFrame {
  readonly name: string;
  readonly data: unknown;
  /** The client's id for the command, if the app has ids. */
  readonly id: string | undefined;
}

export interface Envelope {
  /** Extracts name, data and id of a frame; throws `malformed`. */
  readonly open: (frame: Record<string, unknown>) => OpenedFrame;
  readonly close: (name: string, data: Record<string, unknown>) => Record<string, unknown>;
  /** The fields of name, data and id, for the documents. */
  readonly form: {
    readonly in: { readonly name: string; readonly data?: string; readonly id?: string };
    readonly out: { readonly name: string; readonly data?: string };
  };
  /** How a frame is written as text (default: JSON). */
  readonly wire?: Wire;
}

/** A text format of frames other than JSON, such as lines of words. */
export interface Wire {
  /** The media type of a text, for the documents. */
  readonly mediaType: string;
  /** Parses a text into the fields that `open` gets; throws `malformed`. */
  readonly parse: (text: string) => Record<string, unknown>;
  /** Writes what `close` returns as text. */
  readonly format: (frame: Record<string, unknown>) => string;
  /** A regular expression that matches the texts of the frames with this name, for the documents. */
  readonly pattern: (name: string) => string;
}

/** Parses a text message of an app. Throws `malformed`; for JSON, if it is not an object. */
export const parseText = ({ wire }: Envelope, text: string): Record<string, unknown> =>
  wire ? wire.parse(text) : toJsonObject(text, "A frame is an object with a `type`.");

/** Writes a frame as a text message of an app. */
export const formatText = ({ wire }: Envelope, frame: Record<string, unknown>): string =>
  wire ? wire.format(frame) : frame.data instanceof Encoded ? encodeObject(frame).json : JSON.stringify(frame);

/** The name of a frame. Without a type it is `None`, as in the apps' error texts, for which no handler exists. */
const nameOf = ({ type }: Record<string, unknown>): string => pythonStr(type);

const OptionalId = ClientId.optional();

/** The client's id of a frame, if it has one. */
const idOf = ({ id }: Record<string, unknown>): string | undefined => {
  const parsed = tryParse(OptionalId, id);
  if (parsed.success) return parsed.data;
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
export const nestedWithId: Envelope = {
  open(frame) {
    if (typeof frame.type !== "string") throw new Fault("malformed", "A frame is an object with a `type`.");
    return { ...openNested(frame), id: idOf(frame) };
  },
  close: closeFlat,
  form: { in: { name: "type", data: "data", id: "id" }, out: { name: "type" } },
};
