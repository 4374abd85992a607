/** The status of a running server, for its operator. */
import { z } from "zod";
import { Count, Time } from "./ids.ts";
import { SessionStatus } from "./session.ts";

/** The connections by session and dialect. */
export const ServerStatus = z.object({
  version: z.string(),
  uptime_s: z.number(),
  connections: Count,
  sessions: z.array(
    z.object({
      code: z.string(),
      title: z.string(),
      status: SessionStatus,
      participants_online: Count,
      /** Number by dialect. */
      connections: z.record(z.string(), Count),
    }),
  ),
  /** Number of connections to the quality board, by dialect. */
  board: z.record(z.string(), Count),
  /** Clients that exceeded a limit within the last minute, most recent first, at most 100. */
  limited: z.array(
    z.object({
      /** The participant's or the user's name; null for an address without a credential. */
      nickname: z.string().nullable(),
      session_code: z.string().nullable(),
      /** The dialect, or `http`. */
      dialect: z.string(),
      reason: z.string(),
      since: Time,
      rejections: Count,
    }),
  ),
});
export type ServerStatus = z.output<typeof ServerStatus>;
