/** The classes of the signed-in teacher: those that run, the past ones that match a search, and opening a new one. */
import { useSignal } from "@preact/signals";
import type { ListedSession, SessionsQuery } from "../../client/api.ts";
import type { Session, SessionInput } from "../../features/whole-session.ts";
import { api } from "../api.ts";
import { go } from "../router.ts";
import { errorText } from "../ui/notice.tsx";
import { usePaged } from "../ui/use-paged.ts";

export type Classes = ReturnType<typeof useClasses>;

export function useClasses() {
  const running = usePaged<SessionsQuery, ListedSession>(api.sessions, { ended: "false" });
  const past = usePaged<SessionsQuery, ListedSession>(api.sessions, { ended: "true", limit: 20 });
  const opening = useSignal(false);
  /** Why the last action was rejected. */
  const refused = useSignal<string | undefined>(undefined);

  /** Makes a class and goes to its room. Resolves to whether that succeeded. */
  const goTo = async (make: () => Promise<Session>): Promise<boolean> => {
    if (opening.value) return false;
    opening.value = true;
    refused.value = undefined;
    try {
      const { code } = await make();
      go(`/teach/${code}`);
      return true;
    } catch (thrown) {
      refused.value = errorText(thrown);
      return false;
    } finally {
      opening.value = false;
    }
  };
  const both = (change: (sessions: readonly ListedSession[]) => readonly ListedSession[]) => {
    running.update(change);
    past.update(change);
  };
  return {
    running,
    past,
    opening,
    refused,
    load: () => void Promise.all([running.reload(), past.reload()]),
    open: (input: SessionInput) => goTo(() => api.makeSession(input)),
    /** Opens the same class again, with the same people expected. */
    repeat: ({ id }: Session) => goTo(() => api.repeat(id)),
    replace: (changed: Session) =>
      both((all) => all.map((session) => (session.id === changed.id ? { ...session, ...changed } : session))),
    remove: (deleted: Session) => both((all) => all.filter(({ id }) => id !== deleted.id)),
  };
}
