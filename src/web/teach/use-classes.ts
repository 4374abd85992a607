/** The classes and lessons of the signed-in teacher, loaded from the server, and opening a new class. */
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { ListedSession } from "../../client/api.ts";
import type { Lesson } from "../../domain/session.ts";
import type { Session, SessionInput } from "../../features/whole-session.ts";
import { api } from "../live.ts";
import { go } from "../router.ts";
import { errorText } from "../ui/notice.tsx";

export function useClasses() {
  /** `undefined` until the first page is loaded. */
  const sessions = useSignal<readonly ListedSession[] | undefined>(undefined);
  const lessons = useSignal<readonly Lesson[]>([]);
  /** Why the list could not be loaded. */
  const problem = useSignal<unknown>(undefined);
  /** The address of the next page, if there is one. */
  const next = useSignal<string | undefined>(undefined);
  const opening = useSignal(false);
  /** Why the last action was rejected. */
  const refused = useSignal<string | undefined>(undefined);

  const load = async () => {
    problem.value = undefined;
    try {
      const [page, all] = await Promise.all([api.sessions(), api.lessons()]);
      lessons.value = all;
      next.value = page.next;
      sessions.value = page.data;
    } catch (thrown) {
      problem.value = thrown;
    }
  };
  useEffect(() => void load(), []);

  const loadOlder = async () => {
    const loaded = sessions.value ?? [];
    try {
      const page = await api.sessions(next.value);
      next.value = page.next;
      sessions.value = [...loaded, ...page.data];
    } catch (thrown) {
      refused.value = errorText(thrown);
    }
  };
  /** Opens a class and goes to its room. Resolves to whether that succeeded. */
  const open = async (input: SessionInput): Promise<boolean> => {
    if (opening.value) return false;
    opening.value = true;
    refused.value = undefined;
    try {
      const { code } = await api.makeSession(input);
      go(`/teach/${code}`);
      return true;
    } catch (thrown) {
      refused.value = errorText(thrown);
      return false;
    } finally {
      opening.value = false;
    }
  };
  const replace = (changed: Session) => {
    sessions.value = sessions.value?.map((session) =>
      session.id === changed.id ? { ...session, ...changed } : session,
    );
  };
  const remove = (deleted: Session) => {
    sessions.value = sessions.value?.filter(({ id }) => id !== deleted.id);
  };
  return { sessions, lessons, problem, next, opening, refused, load, loadOlder, open, replace, remove };
}
