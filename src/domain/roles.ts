/** Roles in a session, and the audience of an event. */
import { z } from "zod";

/** A participant's role in one session, in the form of every dialect except `inthon`. */
export const Role = z.enum(["INSTRUCTOR", "STUDENT"]);
export type Role = z.infer<typeof Role>;

/** The role of an account; a `guest` joined with only a nickname. */
export const UserRole = z.enum(["teacher", "student", "guest"]);
export type UserRole = z.infer<typeof UserRole>;

/** The audience of an event: roles, plus one person (`and`), minus one person (`but`). */
export interface Audience {
  readonly roles: readonly Role[];
  /** The id of a participant who receives it in any role. */
  readonly and?: string | undefined;
  /** The id of a participant who does not receive it. */
  readonly but?: string | undefined;
}

export const everyone: Audience = { roles: ["INSTRUCTOR", "STUDENT"] };
export const instructors: Audience = { roles: ["INSTRUCTOR"] };
export const students: Audience = { roles: ["STUDENT"] };
/** For events that only dialects with their own audience publish. */
export const nobody: Audience = { roles: [] };

/** Returns whether a participant with this id and role is in the audience. */
export function isInAudience(audience: Audience, person: { id: string; role: Role }): boolean {
  if (audience.but === person.id) return false;
  return audience.and === person.id || audience.roles.includes(person.role);
}
