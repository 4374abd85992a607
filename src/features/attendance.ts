/** Attendance: when each person was there, and for how long. */
import { z } from "zod";
import { Count, Time, toTime } from "../domain/ids.ts";
import { Role } from "../domain/roles.ts";
import { type Participant, ParticipantStatus } from "../domain/session.ts";

/** When a person was there. */
export interface Attendance {
  /** When they got their seat, first connected and last disconnected, in milliseconds since 1970. */
  joined: number;
  first: number | undefined;
  last: number | undefined;
  /** When they connected, if they are connected now. */
  since: number | undefined;
  /** How long they were connected before that, in milliseconds. */
  before: number;
}

/** A row of the report's table of attendance. */
export const AttendanceRow = z.object({
  name: z.string(),
  role: Role,
  status: z.enum([...ParticipantStatus.options, "REMOVED"]),
  joined_at: Time,
  first_seen_at: Time.nullable(),
  last_seen_at: Time.nullable(),
  minutes: Count,
});

/** Milliseconds from one instant to another; 0 if the clock was set back in between. */
export const elapsed = (from: number, to: number): number => Math.max(0, to - from);

interface Attendees {
  readonly people: ReadonlyMap<string, Participant>;
  readonly removed: ReadonlySet<string>;
  readonly attendance: ReadonlyMap<string, Attendance>;
}

/** Returns the table of attendance at `at` (ms since 1970), in the order of joining. */
export function attendanceOf({ people, removed, attendance }: Attendees, at: number): z.output<typeof AttendanceRow>[] {
  return Array.from(people.values(), ({ id, nickname, role, status }) => {
    const { joined = at, first, last, since, before = 0 } = attendance.get(id) ?? {};
    return {
      name: nickname,
      role,
      status: removed.has(id) ? "REMOVED" : status,
      joined_at: toTime(joined),
      first_seen_at: first === undefined ? null : toTime(first),
      last_seen_at: since === undefined ? (last === undefined ? null : toTime(last)) : toTime(at),
      minutes: Math.round((before + (since === undefined ? 0 : elapsed(since, at))) / 60_000),
    };
  });
}
