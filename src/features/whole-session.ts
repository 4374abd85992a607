/**
 * The whole session, with the optional features' names and every feature's settings: its schemas, and the feature
 * `session` with them. The features of the registry stand on the core of it (`session.ts`), which knows none of them.
 */
import { z } from "zod";
import { Code, IntId } from "../domain/ids.ts";
import type { Patch } from "../domain/merge.ts";
import { CoreSession, CoreSettings } from "../domain/session.ts";
import { Text } from "../domain/text.ts";
import { byName } from "./by-name.ts";
import type { AnyFeature, Together } from "./feature.ts";
import { registry } from "./registry.ts";
import { session as core } from "./session.ts";

type Registered = (typeof registry)[number];
const list: readonly AnyFeature[] = registry;
const optional = list.filter((feature) => feature.optional !== undefined);

type OptionalName<F> = F extends { readonly name: infer N; readonly optional?: infer O }
  ? [NonNullable<O>] extends [never]
    ? never
    : N
  : never;
/** The name of an optional feature. */
export type FeatureName = OptionalName<Registered>;
/** The optional features of a session. */
export const featureNames = optional.map(({ name }) => name) as FeatureName[];
/** Those that a session has by default. */
export const defaultFeatures = optional
  .filter((feature) => feature.optional === "on")
  .map(({ name }) => name) as FeatureName[];
/** Whether each of them is on by default. */
export type FeatureDefaults = {
  readonly [F in Registered as OptionalName<F>]: F extends { readonly optional?: infer O } ? NonNullable<O> : never;
};

const FeatureName = z.enum(featureNames);
/** The features that a session uses, in the registry's order. */
export const FeatureNames = z.array(FeatureName);

type SettingsOf<F> = F extends { readonly settings?: infer S } ? NonNullable<S> : never;
const declared = byName(
  "setting",
  [{ name: "session", settings: CoreSettings.shape }, ...list].flatMap((feature) =>
    Object.entries<z.ZodType>(feature.settings ?? {}).map(
      ([name, schema]) => [name, { name, schema, feature }] as const,
    ),
  ),
);
/** The order of the first settings on the wire, which stays. Settings that are declared later follow. */
const first = ["guests", "questions_visibility", "anonymous_questions", "locked", "max_participants", "hard_alert"];
const names = [...new Set([...first, ...declared.keys()])];
const shape = Object.fromEntries(
  names.flatMap((name) => declared.get(name) ?? []).map(({ name, schema }) => [name, schema]),
);
export const Settings = z.object(shape as typeof CoreSettings.shape & Together<SettingsOf<Registered>>);
export type Settings = z.infer<typeof Settings>;

/** The schema of a change: no field has a default or is required, also in groups of fields. */
function patchOf(fields: z.core.$ZodShape): z.ZodObject {
  const changes = Object.entries(fields).map(([name, field]) => {
    const inner = field instanceof z.ZodDefault || field instanceof z.ZodPrefault ? field.unwrap() : field;
    return [name, z.optional(inner instanceof z.ZodObject ? patchOf(inner.shape) : inner)];
  });
  return z.object(Object.fromEntries(changes));
}
const SettingsPatch = patchOf(shape) as unknown as z.ZodType<Patch<Settings>, Patch<Settings>>;

const Features = FeatureNames.max(100).transform((names) => featureNames.filter((name) => names.includes(name)));

export const SessionInput = z.object({
  title: Text(200),
  code: Code.optional(),
  lesson_id: IntId.nullish(),
  features: Features.default([...defaultFeatures]),
  settings: Settings.prefault({}),
  /** Marks a class with simulated students in the teacher's list. */
  demo: z.literal(true).optional(),
});
export type SessionInput = z.input<typeof SessionInput>;

export const SessionPatch = z.object({
  title: Text(200).optional(),
  lesson_id: IntId.nullish(),
  features: Features.optional(),
  settings: SettingsPatch.optional(),
});

/** A session without `join_url`, which depends on the server's current address. */
export const SessionRecord = CoreSession.extend({ features: FeatureNames, settings: Settings });
export type SessionRecord = z.infer<typeof SessionRecord>;

export const Session = SessionRecord.extend({ join_url: z.string() });
export type Session = z.infer<typeof Session>;

/** What a teacher can change of a session. */
const Change = SessionRecord.pick({ title: true, features: true, settings: true, lesson: true }).partial();
export type SessionChange = z.infer<typeof Change>;

const defaults = Settings.parse({});
const { "session.created": created, "session.updated": updated } = core.events;

/** The feature `session` with the whole session. Settings that an older log does not have get their defaults. */
export const session = {
  ...core,
  initial: () => ({ ...core.initial(), record: undefined as SessionRecord | undefined }),
  events: {
    ...core.events,
    "session.created": { ...created, data: SessionRecord },
    "session.updated": { ...updated, data: Change },
  },
  evolve: {
    ...core.evolve,
    "session.created"(context, record) {
      core.evolve["session.created"]?.(context, { ...record, settings: { ...defaults, ...record.settings } });
    },
    "session.updated"(context, change) {
      const settings = change.settings && { settings: { ...defaults, ...change.settings } };
      core.evolve["session.updated"]?.(context, { ...change, ...settings });
    },
  } satisfies typeof core.evolve,
};
