/**
 * What a projector receives: the parts of the features that have one, by the feature's name. It is the only thing that a
 * projector's credential can read, so whatever is shown there is decided by the features' `projector`.
 */
import { z } from "zod";
import type { AnyFeature, Projection } from "./feature.ts";
import { features, type RoomState } from "./index.ts";
import { current, uses } from "./session.ts";

type ShownBy<F> = F extends { readonly projector?: infer P }
  ? NonNullable<P> extends { readonly shows: infer S extends z.ZodType }
    ? S
    : never
  : never;
type Shown = {
  [F in (typeof features)[number] as [ShownBy<F>] extends [never] ? never : F["name"]]: z.output<ShownBy<F>>;
};
/** The parts of a session that a projector shows; those of a feature that the session does not use are absent, or null. */
export type Projected = { readonly [Name in keyof Shown]?: Shown[Name] | null } & Pick<
  Shown,
  "session" | "participants" | "timer" | "screen"
>;

const projections = (features as readonly AnyFeature[]).flatMap((feature) => {
  const projection = feature.projector as Projection<{ state: unknown; room: RoomState }> | undefined;
  return projection ? [{ feature, ...projection }] : [];
});

/** The schema of `Projected`, and of a change of it: every part may be absent. */
export const ProjectedParts = z.object(
  Object.fromEntries(projections.map(({ feature, shows }) => [feature.name, shows.nullish()])),
);

/** Returns what a projector shows of a session at `at` (ms since 1970). */
export function projectedParts(room: RoomState, at: number): Projected {
  const session = current(room.session);
  const parts = projections
    .filter(({ feature }) => uses(session, feature))
    .map(({ feature, read }) => [feature.name, read({ state: room[feature.name as keyof RoomState], room, at })]);
  return Object.fromEntries(parts);
}
