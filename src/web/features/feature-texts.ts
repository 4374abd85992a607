/** The texts that the pages need of a feature, derived from its declaration. */
import type { features } from "../../features/index.ts";
import type { FeatureDefaults } from "../../features/whole-session.ts";
import type { Both } from "../language.ts";

type All = (typeof features)[number];
type FaultsOf<F> = F extends { readonly faults?: infer T } ? keyof NonNullable<T> & string : never;

/** Of an optional feature: its switch in the settings. */
type SwitchTexts<Name> = Name extends keyof FeatureDefaults
  ? {
      /** As the feature declares it: whether it is on by default. */
      readonly optional: FeatureDefaults[Name];
      /** The switch's label, and a hint that explains it. */
      readonly switch: Both<readonly [label: string, hint: string]>;
    }
  : unknown;
/** The texts of a feature's own faults: why something was refused. */
type FaultTexts<Code extends string> = [Code] extends [never]
  ? unknown
  : { readonly faults: { readonly [K in Code]: Both<string> } };

/** A feature's texts. A missing switch or fault does not compile. */
export type FeatureTexts<Name extends All["name"]> = SwitchTexts<Name> &
  FaultTexts<FaultsOf<Extract<All, { readonly name: Name }>>> & {
    /** The labels of its settings. */
    readonly settings?: Readonly<Record<string, Both<unknown>>>;
  };

/** The texts of every feature that has a switch or faults. A missing feature does not compile. */
export type AllFeatureTexts = {
  readonly [F in All as F["name"] extends keyof FeatureDefaults
    ? F["name"]
    : [FaultsOf<F>] extends [never]
      ? never
      : F["name"]]: FeatureTexts<F["name"]>;
};
