/** What one wants to be notified of, as it comes: at the edge, over nothing that is pressed, and counted in the title. */
import { type Signal, signal, useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { AlertRecord, Preferences } from "../../domain/spc/alert.ts";
import { Icon } from "../ui/icon.tsx";
import { useTitle } from "../ui/page.tsx";
import { alertTitle } from "./alert-words.ts";
import { PriorityMark } from "./priority-mark.tsx";
import { texts } from "./texts.ts";
import { type LiveBoard, quality } from "./use-board.ts";

/** What this user wants to be notified of; `undefined` before it is read. */
export const preferences: Signal<Preferences | undefined> = signal(undefined);

/** Before anybody chose, and for whom there is nothing to choose: what is urgent. */
const defaultPreferences: Preferences = { products: null, min_priority: 3 };

const wanted = ({ product_id, priority }: AlertRecord): boolean => {
  const { products, min_priority } = preferences.value ?? defaultPreferences;
  return priority >= min_priority && (products === null || products.includes(product_id));
};

/** As many are in sight at once; the others are counted. */
const maxToasts = 2;

interface ToastsProps {
  board: LiveBoard;
  /** What the window is called. */
  title: string;
  signedIn: boolean;
}

/** The newest of those that are still open, and a button that puts them away. */
export function Toasts({ board, title, signedIn }: ToastsProps) {
  const words = texts.value;
  const unseen = useSignal<readonly AlertRecord[]>([]);
  useEffect(() => {
    if (!signedIn || preferences.value) return;
    quality.preferences().then(
      (read) => {
        preferences.value = read;
      },
      () => {
        // the usual ones hold
      },
    );
  }, [signedIn]);
  useEffect(
    () =>
      board.onAlert((alert) => {
        if (wanted(alert)) unseen.value = [alert, ...unseen.value].slice(0, 99);
      }),
    [board],
  );
  // What was seen elsewhere, or here in the list, is no news any more.
  const open = unseen.value.filter(
    ({ id }) => board.state.value.alerts.find((alert) => alert.id === id)?.status === "OPEN",
  );
  useTitle(open.length > 0 ? `(${open.length}) ${title}` : title);
  return (
    <div class="toasts" role="status">
      {open.slice(0, maxToasts).map((alert) => (
        <p key={alert.id} class="toast-line unfold">
          <PriorityMark priority={alert.priority} />
          <span class="min-w-0">
            <span class="font-semibold">{alert.product_name}</span>
            {" · "}
            {alertTitle(alert)}
          </span>
        </p>
      ))}
      {open.length > 0 && (
        <button
          type="button"
          class="btn btn-neutral pointer-events-auto self-end"
          onClick={() => {
            unseen.value = [];
          }}
        >
          <Icon name="close" />
          {words.putAway(open.length)}
        </button>
      )}
    </div>
  );
}
