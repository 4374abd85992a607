/** The groups of a class: who is in which, as the teacher made them. */
import { z } from "zod";
import { Count, Uuid } from "../domain/ids.ts";
import type { Participant } from "../domain/session.ts";
import { shuffled } from "../domain/shuffled.ts";

/** The number of a group: 1, 2, 3 … */
export const GroupId = z.number().int().min(1).max(10_000);
export const Assigned = z.object({ participant_id: Uuid, group_id: GroupId });
/** The people of each group: the first list is those of group 1. */
export const Made = z.object({ groups: z.array(z.array(Uuid)) });
export const Group = z.object({
  group_id: GroupId,
  members: z.array(z.object({ participant_id: Uuid, nickname: z.string() })),
});
/** A group on the projector; `more`: how many of its people are not named for lack of space. */
export const ProjectedGroup = z.object({ group_id: GroupId, names: z.array(z.string()), more: Count });

export interface Groups {
  readonly count: number;
  /** The number of each person's group, by participant id. */
  readonly of: ReadonlyMap<string, number>;
}

export interface State {
  /** Undefined if there are no groups. Who joins or leaves changes them in place: nothing else may keep them. */
  current: { readonly count: number; readonly of: Map<string, number> } | undefined;
  /** As they were before the last change of a teacher, and never changed again. */
  before: Groups | undefined;
}

interface People {
  readonly people: ReadonlyMap<string, Participant>;
  readonly removed: ReadonlySet<string>;
}

/** Returns the students who are connected, in the order of joining. */
export const studentsOnline = ({ people, removed }: People): Participant[] =>
  Array.from(people.values()).filter(({ id, role, is_online }) => role === "STUDENT" && is_online && !removed.has(id));

/** Returns whose group is which, from lists of people. */
export const fromLists = (lists: readonly (readonly string[])[]) => ({
  count: lists.length,
  of: new Map(lists.flatMap((ids, n) => ids.map((id) => [id, n + 1] as const))),
});

/** Returns the people of each group. */
export function toLists({ count, of }: Groups): string[][] {
  const lists = Array.from({ length: count }, (): string[] => []);
  for (const [id, group_id] of of) lists[group_id - 1]?.push(id);
  return lists;
}

/** Divides people into groups at random: their sizes differ by one at most. */
export function divide(ids: readonly string[], count: number, random: () => number): string[][] {
  const lists = Array.from({ length: count }, (): string[] => []);
  for (const [n, id] of shuffled(ids, random).entries()) lists[n % count]?.push(id);
  return lists;
}

/** Returns the number of the group with the fewest people; of several, the first. */
export function smallest({ count, of }: Groups): number {
  const sizes = Array.from({ length: count }, () => 0);
  for (const group_id of of.values()) sizes[group_id - 1] = (sizes[group_id - 1] ?? 0) + 1;
  return sizes.indexOf(Math.min(...sizes)) + 1;
}

/** Returns the groups with one person in another group. */
export function withMember({ count, of }: Groups, id: string, group_id: number) {
  const next = { count, of: new Map(of) };
  place(next, id, group_id);
  return next;
}

/** Puts one person in another group, in place. */
export function place({ of }: { readonly of: Map<string, number> }, id: string, group_id: number): void {
  // A map keeps the place of an entry that is set again: the person becomes the last one of their group.
  of.delete(id);
  of.set(id, group_id);
}

/** Returns the groups with their members' names; only the group of `viewer` if it is a student. */
export function listed(groups: Groups, { people }: People, viewer: Pick<Participant, "id" | "role">) {
  const own = viewer.role === "STUDENT" ? groups.of.get(viewer.id) : undefined;
  return toLists(groups)
    .map((ids, n) => ({
      group_id: n + 1,
      members: ids.map((id) => ({ participant_id: id, nickname: people.get(id)?.nickname ?? "" })),
    }))
    .filter(({ group_id }) => viewer.role === "INSTRUCTOR" || group_id === own);
}

/** How many groups and names the projector shows. */
const maxGroups = 60;
const maxNames = 240;

/** Returns the groups as the projector shows them. */
export function projected(groups: Groups, { people }: People): z.output<typeof ProjectedGroup>[] {
  const lists = toLists(groups).slice(0, maxGroups);
  const each = Math.floor(maxNames / lists.length);
  return lists.map((ids, n) => ({
    group_id: n + 1,
    names: ids.slice(0, each).map((id) => people.get(id)?.nickname ?? ""),
    more: Math.max(0, ids.length - each),
  }));
}
