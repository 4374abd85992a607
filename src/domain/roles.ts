/** Who someone is in a session, and to whom something is told. */
import { z } from "zod";

/** A participant's role in one session, as every dialect but `inthon` writes it. */
export const Role = z.enum(["INSTRUCTOR", "STUDENT"]);
export type Role = z.infer<typeof Role>;

/** What an account is on this server; `guest` is someone who joined with a nickname alone. */
export const UserRole = z.enum(["teacher", "student", "guest"]);
export type UserRole = z.infer<typeof UserRole>;

/** To whom an event is told: roles, one person beside them (`and`), one left out of them (`but`). */
export interface Audience {
  readonly roles: readonly Role[];
  /** A participant id that hears it whatever their role. */
  readonly and?: string | undefined;
  /** A participant id that does not hear it. */
  readonly but?: string | undefined;
}

export const everyone: Audience = { roles: ["INSTRUCTOR", "STUDENT"] };
export const instructors: Audience = { roles: ["INSTRUCTOR"] };
export const students: Audience = { roles: ["STUDENT"] };
/** For dialects that tell it by an audience of their own; the others have no frame for it. */
export const nobody: Audience = { roles: [] };

/** Whether a participant of this id and role is in the audience. */
export function hears(audience: Audience, person: { id: string; role: Role }): boolean {
  if (audience.but === person.id) return false;
  return audience.and === person.id || audience.roles.includes(person.role);
}
