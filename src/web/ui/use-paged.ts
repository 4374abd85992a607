/** A list of the server that is read page by page, and from the start if its query changes. */
import { type ReadonlySignal, useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import type { Fetched } from "../../client/http.ts";

/** How long the list waits for more keystrokes before it searches, in milliseconds. */
const typingMs = 250;

export interface Paged<Q, T> {
  readonly query: ReadonlySignal<Q>;
  /** `undefined` until the first page is read. */
  readonly items: ReadonlySignal<readonly T[] | undefined>;
  /** The query that `items` answers: while the list is read again, the one before. */
  readonly answered: ReadonlySignal<Q>;
  /** Why the list could not be read. */
  readonly problem: ReadonlySignal<unknown>;
  /** Whether more pages follow. */
  readonly hasMore: ReadonlySignal<boolean>;
  /** Changes fields of the query and reads the list again. */
  readonly ask: (change: Partial<Q>) => void;
  readonly readMore: () => Promise<void>;
  /** Reads the list again from the start. */
  readonly reload: () => Promise<void>;
  /** Changes the items that are shown. */
  readonly update: (change: (items: readonly T[]) => readonly T[]) => void;
}

export function usePaged<Q extends object, T>(
  read: (query: Q, next?: string) => Promise<Fetched<readonly T[]>>,
  initial: Q,
): Paged<Q, T> {
  const query = useSignal(initial);
  const items = useSignal<readonly T[] | undefined>(undefined);
  const answered = useSignal(initial);
  const problem = useSignal<unknown>(undefined);
  const next = useSignal<string | undefined>(undefined);
  const hasMore = useSignal(false);
  /** Counts the reads, so that a late answer to an earlier query is dropped. */
  const reads = useRef(0);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);

  const load = async (from: string | undefined) => {
    reads.current += 1;
    const mine = reads.current;
    problem.value = undefined;
    const asked = query.value;
    try {
      const page = await read(asked, from);
      if (mine !== reads.current) return;
      answered.value = asked;
      items.value = from === undefined ? page.data : [...(items.value ?? []), ...page.data];
      next.value = page.next;
      hasMore.value = page.next !== undefined;
    } catch (thrown) {
      if (mine === reads.current) problem.value = thrown;
    }
  };
  useEffect(() => {
    void load(undefined);
    return () => {
      clearTimeout(timer.current);
      reads.current += 1;
    };
  }, []);

  return {
    query,
    items,
    answered,
    problem,
    hasMore,
    ask(change) {
      query.value = { ...query.value, ...change };
      clearTimeout(timer.current);
      timer.current = setTimeout(() => void load(undefined), items.value ? typingMs : 0);
    },
    readMore: () => load(next.value),
    reload: () => load(undefined),
    update(change) {
      if (items.value) items.value = change(items.value);
    },
  };
}
