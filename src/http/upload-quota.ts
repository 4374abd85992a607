/** Who may upload a picture, and how many: quotas per participant and session. */
import { Fault } from "../domain/faults.ts";
import type { User } from "../domain/session.ts";
import { recordOf } from "../live/room.ts";
import type { Services } from "./context.ts";

/** Pictures per student in a session, and their bytes together as they are stored. */
const maxUploads = 20;
const maxTotal = 40 * 1024 * 1024;

const nameOne = "Name a session in which you have a seat: ?session=CODE.";

/** An upload that was admitted. */
export interface Admission extends Disposable {
  /** Records the stored file. Throws `too_many_uploads` or `uploads_too_large`: then the file must not stay. */
  record(name: string, bytes: number): void;
}

interface UploadScope {
  readonly session_id: string | null;
  readonly seat: string | null;
}

export interface UploadQuota {
  /**
   * Admits an upload before its body is read. `session` is an id or a code. Dispose the admission when the upload is over,
   * whether it succeeded or not: uploads in progress count.
   */
  admit(user: User, session: string | undefined): Promise<Admission>;
}

export function openUploadQuota({ live, store, now }: Pick<Services, "live" | "store" | "now">): UploadQuota {
  /** Uploads in progress by participant. */
  const pending = new Map<string, number>();

  /** The session and seat that an upload counts for. A teacher needs neither. */
  async function scopeOf(user: User, session: string | undefined): Promise<UploadScope> {
    const isTeacher = user.role === "teacher";
    const room = session === undefined ? undefined : await live.rooms.open(session);
    if (!room) {
      if (!isTeacher) throw new Fault("not_in_session", session === undefined ? nameOne : undefined);
      if (session !== undefined) throw new Fault("session_not_found");
      return { session_id: null, seat: null };
    }
    const person = live.sessions.seatOf(room, user);
    const seat = person?.id ?? null;
    if (seat === null && !isTeacher) throw new Fault("not_in_session");
    if (recordOf(room).status === "ENDED" && !isTeacher) throw new Fault("session_ended");
    // A teacher's page uploads a picture with every question: the free disk space is their limit.
    if (person && !isTeacher) {
      live.limits.upload({ key: person.id, nickname: person.nickname, session: recordOf(room).code });
    }
    return { session_id: room.id, seat };
  }

  return {
    async admit(user, session) {
      const { session_id, seat } = await scopeOf(user, session);
      const key = `${session_id}/${seat}`;
      const isLimited = user.role !== "teacher" && session_id !== null && seat !== null;
      const total = () => (isLimited ? store.uploads.total(session_id, seat) : { count: 0, bytes: 0 });
      const { count, bytes } = total();
      const inProgress = pending.get(key) ?? 0;
      if (isLimited && count + inProgress >= maxUploads) throw new Fault("too_many_uploads");
      if (bytes >= maxTotal) throw new Fault("uploads_too_large");
      pending.set(key, inProgress + 1);
      return {
        record(name, size) {
          const stored = total();
          if (isLimited && stored.count >= maxUploads) throw new Fault("too_many_uploads");
          if (stored.bytes + size > maxTotal && isLimited) throw new Fault("uploads_too_large");
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
