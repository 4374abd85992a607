/** The texts of a point while they are typed. Those that nobody typed follow the point, which others may change. */
import type { PointStatus } from "../../../domain/spc/point.ts";

type Texts = Omit<PointStatus, "excluded">;
/** What was typed, by field. */
export type TypedTexts = { readonly [name in keyof Texts]?: string };

/** Returns the typed texts that differ from those of the point. */
export function changedTexts(typed: TypedTexts, point: Texts): Partial<Texts> {
  const fields = (["cause", "action", "note"] as const).flatMap((name) => {
    const text = typed[name];
    return text === undefined || (text.trim() || null) === point[name] ? [] : [[name, text.trim() || null] as const];
  });
  return Object.fromEntries(fields);
}
