/** The token of a program, such as a bot of a class, without the secret itself. */
import { z } from "zod";
import { Time } from "./ids.ts";

export const ProgramToken = z.object({
  id: z.string(),
  name: z.string(),
  /** The name of the account in whose name the program acts. */
  account: z.string(),
  /** The code of the only session that it reaches; null: everything of the account. */
  session: z.string().nullable(),
  may: z.enum(["read", "write"]),
  created_at: Time,
  expires_at: Time,
  /** To the minute; null if it was never used. */
  last_used_at: Time.nullable(),
});
export type ProgramToken = z.infer<typeof ProgramToken>;

/** What a program's token reaches. */
export interface Scope {
  /** The id of the only session; null: everything of the account. */
  readonly session: string | null;
  readonly may: "read" | "write";
}
