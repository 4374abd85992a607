/** Values that are encoded as JSON once, although they are part of many frames. */

/** JSON that was encoded before. */
export class Encoded {
  constructor(readonly json: string) {}

  toJSON(): unknown {
    return JSON.parse(this.json);
  }
}

const encodedOnce = new WeakMap<object, Encoded>();

/** Encodes a value that never changes, once. */
export function encodeOnce(value: object): Encoded {
  const known = encodedOnce.get(value) ?? new Encoded(JSON.stringify(value));
  encodedOnce.set(value, known);
  return known;
}

/** Encodes an object. Its fields that were encoded before are taken as they are; undefined ones are left out. */
export function encodeObject(fields: Readonly<Record<string, unknown>>): Encoded {
  const parts = Object.entries(fields).flatMap(([name, value]) => {
    const json = value instanceof Encoded ? value.json : JSON.stringify(value);
    return json === undefined ? [] : [`${JSON.stringify(name)}:${json}`];
  });
  return new Encoded(`{${parts.join(",")}}`);
}
