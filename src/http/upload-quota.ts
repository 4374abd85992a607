/** Authorizes uploads of pictures and enforces their quotas per participant and session. */
import { Fault } from "../domain/faults.ts";
import type { User } from "../domain/session.ts";
import { recordOf } from "../live/room.ts";
import type { Services } from "./context.ts";

/** The most pictures per student and session, and the most bytes as stored. */
const maxUploads = 20;
const maxTotalBytes = 40 * 1024 * 1024;

const sessionRequired = "Name a session in which you have a seat: ?session=CODE.";

/** An admitted upload. */
export interface Admission extends Disposable {
  /** Records the stored file. Throws `too_many_uploads`, `uploads_too_large` or `session_not_found`: delete the file then. */
  record(name: string, bytes: number): void;
}

interface UploadScope {
  readonly session_id: string | null;
  readonly seat: string | null;
}

export interface UploadQuota {
  /**
   * Admits an upload before its body is read. `session` is an id or a code. Dispose the admission when the upload has
   * succeeded or failed: uploads in progress count toward the quota.
   */
  admit(user: User, session: string | undefined): Promise<Admission>;
  /** Admits a teacher's picture for lessons. Throws `not_allowed`. */
  admitForLessons(user: User): Admission;
}

export function createUploadQuota({ live, store, now }: Pick<Services, "live" | "store" | "now">): UploadQuota {
  /** The number of uploads in progress by session and participant. */
  const pending = new Map<string, number>();

  /** The session and seat whose quota an upload counts toward. A teacher needs neither. */
  async function scopeOf(user: User, session: string | undefined): Promise<UploadScope> {
    const isTeacher = user.role === "teacher";
    const room = session === undefined ? undefined : await live.rooms.open(session);
    if (!room) {
      if (!isTeacher) throw new Fault("not_in_session", session === undefined ? sessionRequired : undefined);
      if (session !== undefined) throw new Fault("session_not_found");
      return { session_id: null, seat: null };
    }
    const person = live.sessions.seatOf(room, user);
    const seat = person?.id ?? null;
    if (seat === null && !isTeacher) throw new Fault("not_in_session");
    if (recordOf(room).status === "ENDED" && !isTeacher) throw new Fault("session_ended");
    // A teacher's page uploads a picture with every question: only the free disk space limits a teacher.
    if (person && !isTeacher) {
      live.limits.upload({ key: person.id, nickname: person.nickname, session: recordOf(room).code });
    }
    return { session_id: room.id, seat };
  }

  return {
    admitForLessons(user) {
      if (user.role !== "teacher") throw new Fault("not_allowed", "Only a teacher uploads pictures for lessons.");
      return {
        record(name, bytes) {
          const of = { session_id: null, participant_id: null, user_id: user.id, for_lessons: true };
          store.uploads.add({ name, ...of, bytes, created_at: now() });
        },
        [Symbol.dispose]() {},
      };
    },
    async admit(user, session) {
      const { session_id, seat } = await scopeOf(user, session);
      const key = `${session_id}/${seat}`;
      const isLimited = user.role !== "teacher" && session_id !== null && seat !== null;
      const total = () => (isLimited ? store.uploads.total(session_id, seat) : { count: 0, bytes: 0 });
      const { count, bytes } = total();
      const inProgress = pending.get(key) ?? 0;
      if (isLimited && count + inProgress >= maxUploads) throw new Fault("too_many_uploads");
      if (bytes >= maxTotalBytes) throw new Fault("uploads_too_large");
      pending.set(key, inProgress + 1);
      return {
        record(name, size) {
          const stored = total();
          if (isLimited && stored.count >= maxUploads) throw new Fault("too_many_uploads");
          if (stored.bytes + size > maxTotalBytes && isLimited) throw new Fault("uploads_too_large");
          // The session may have been deleted while the picture was being decoded.
          if (session_id !== null && !store.sessions.find(session_id)) throw new Fault("session_not_found");
          const created_at = now();
          store.uploads.add({ name, session_id, participant_id: seat, user_id: user.id, bytes: size, created_at });
        },
        [Symbol.dispose]() {
          const left = (pending.get(key) ?? 1) - 1;
          if (left > 0) pending.set(key, left);
          else pending.delete(key);
        },
      };
    },
  };
}
