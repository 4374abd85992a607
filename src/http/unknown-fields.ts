/** Finds fields that a schema does not define, so that a misspelt field is rejected instead of dropped silently. */
import { z } from "zod";
import type { FieldError } from "../domain/faults.ts";

type Path = readonly (string | number)[];

/** Lists every field of `value` that `schema` does not define, by its path. */
export function unknownFields(schema: z.ZodType, value: unknown): FieldError[] {
  return pathsOf(schema, value, []).map((path) => ({ path: path.join("."), message: "Unknown field." }));
}

function pathsOf(schema: z.core.$ZodType, value: unknown, path: Path): Path[] {
  if (schema instanceof z.ZodObject) return inObject(schema, value, path);
  if (schema instanceof z.ZodArray) {
    return Array.isArray(value) ? value.flatMap((item, n) => pathsOf(schema.element, item, [...path, n])) : [];
  }
  if (schema instanceof z.ZodUnion) {
    // The option with the fewest unknown fields counts; a list is not checked against a single object.
    const options = schema.options.filter((option) => Array.isArray(value) === arrayLike(option));
    const unknown = options.map((option) => pathsOf(option, value, path));
    return unknown.sort((a, b) => a.length - b.length)[0] ?? [];
  }
  if (schema instanceof z.ZodPipe) return pathsOf(schema.in, value, path);
  if (schema instanceof z.ZodLazy) return pathsOf(schema.unwrap(), value, path);
  const inner = innerOf(schema);
  return inner ? pathsOf(inner, value, path) : [];
}

function inObject({ def }: z.ZodObject, value: unknown, path: Path): Path[] {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return [];
  const shape: Readonly<Record<string, z.core.$ZodType>> = def.shape;
  return Object.entries(value).flatMap(([name, field]) => {
    const known = Object.hasOwn(shape, name) ? shape[name] : undefined;
    if (known) return pathsOf(known, field, [...path, name]);
    return def.catchall ? [] : [[...path, name]];
  });
}

function innerOf(schema: z.core.$ZodType): z.core.$ZodType | undefined {
  const { innerType } = schema._zod.def as { innerType?: z.core.$ZodType };
  return innerType;
}

function arrayLike(schema: z.core.$ZodType): boolean {
  const inner = schema instanceof z.ZodPipe ? schema.in : innerOf(schema);
  return inner ? arrayLike(inner) : schema instanceof z.ZodArray;
}
