/** What the features of the registry make up together: their commands, events, views, tables and faults by name. */
import type { z } from "zod";
import { type CoreFaultCode, coreFaults, type DeclaredFault, type FaultKind } from "../domain/faults.ts";
import { byName } from "./by-name.ts";
import type { AnyFeature, Command, Event, Together } from "./feature.ts";
import { registry } from "./registry.ts";
import { session } from "./whole-session.ts";

/** Every feature; each comes after those it depends on. */
export const features = [session, ...registry] as const;

type All = (typeof features)[number];

/** Every command, by its name. */
export type Commands = Together<All["commands"]>;
export type CommandName = keyof Commands & string;
/** What a client sends for a command. */
export type InputOf<K extends CommandName> = z.input<Commands[K]["input"]>;
/** What a client gets for a command. */
export type ResultOf<K extends CommandName> = z.output<Commands[K]["result"]>;

/** Every event, by its name. */
export type Events = Together<All["events"]>;
export type EventName = keyof Events & string;
export type DataOf<K extends EventName> = z.output<Events[K]["data"]>;

type NamedViews<F> = F extends { readonly name: infer N extends string; readonly views: infer V }
  ? { readonly [K in keyof V & string as `${N}.${K}`]: V[K] }
  : never;
/** Every view, by its feature's name and its own: `help.list`. */
export type Views = Together<NamedViews<All>>;
export type ViewName = keyof Views & string;
/** What a reader gets of a view. */
export type ViewOf<K extends ViewName> = z.output<Views[K]["result"]>;
/** One item of a view that is a list. */
export type ItemOf<K extends ViewName> = ViewOf<K> extends readonly (infer I)[] ? I : never;

type TablesOf<F> = F extends { readonly report?: infer T } ? NonNullable<T> : never;
/** Every table of the report of a class, by its name. */
export type ReportTables = Together<TablesOf<All>>;
/** A row of one of them. */
export type ReportRow<K extends keyof ReportTables> = z.output<ReportTables[K]["row"]>;

/** What every room holds, by feature. */
export type RoomState = { [F in All as F["name"]]: ReturnType<F["initial"]> };

/** A command with the feature it belongs to. */
export interface CommandEntry extends Command {
  readonly name: CommandName;
  readonly feature: AnyFeature;
}

export interface EventEntry extends Event {
  readonly name: EventName;
  readonly feature: AnyFeature;
}

const list: readonly AnyFeature[] = features;

export const commands: ReadonlyMap<string, CommandEntry> = byName(
  "command",
  list.flatMap((feature) =>
    Object.entries(feature.commands as Record<CommandName, Command>).map(([name, command]) => [
      name,
      { ...command, name: name as CommandName, feature },
    ]),
  ),
);

export const events: ReadonlyMap<string, EventEntry> = byName(
  "event",
  list.flatMap((feature) =>
    Object.entries(feature.events as Record<string, Event>).map(([name, event]) => [
      name,
      { ...event, name: name as EventName, feature },
    ]),
  ),
);

type FaultsOf<F> = F extends { readonly faults?: infer T } ? keyof NonNullable<T> & string : never;
/** Every code by which a request can be rejected: the core's, and each feature's. */
export type FaultCode = CoreFaultCode | FaultsOf<All>;

type FaultEntry = readonly [code: string, fault: DeclaredFault & { readonly feature: { readonly name: string } }];
const coreEntries = Object.entries<FaultKind>(coreFaults).map(
  ([code, kind]): FaultEntry => [code, { ...kind, code, feature: { name: "the core" } }],
);
const ownEntries = list.flatMap((feature) =>
  Object.entries(feature.faults ?? {}).map(([code, kind]): FaultEntry => [code, { ...kind, feature }]),
);
/** Every fault, by its code, in the order of their statuses. */
export const catalogue = Object.fromEntries(
  Array.from(
    byName("fault", [...coreEntries, ...ownEntries]),
    ([code, { feature: _, ...kind }]) => [code, kind] as const,
  ).sort(([, one], [, other]) => one.status - other.status),
) as { readonly [Code in FaultCode]: DeclaredFault<Code> };
