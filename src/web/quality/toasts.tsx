/** Notifications of new alerts at the edge of the window, where they cover no control, and their number in the title. */
import { type Signal, signal, useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { AlertRecord, Preferences } from "../../domain/spc/alert.ts";
import { defaultPreferences } from "../../domain/spc/alerts.ts";
import { Icon } from "../ui/icon.tsx";
import { useTitle } from "../ui/page.tsx";
import { alertTitle } from "./alert-text.ts";
import { PriorityMark } from "./priority-mark.tsx";
import { texts } from "./texts.ts";
import { type LiveBoard, quality } from "./use-board.ts";

/** This user's notification preferences; `undefined` until they have been read. */
export const preferences: Signal<Preferences | undefined> = signal(undefined);

const isWanted = ({ product_id, priority }: AlertRecord): boolean => {
  const { products, min_priority } = preferences.value ?? defaultPreferences;
  return priority >= min_priority && (products === null || products.includes(product_id));
};

/** How many notifications are shown at a time; the others are counted only. */
const maxToasts = 2;

interface ToastsProps {
  board: LiveBoard;
  /** The window's title without the number. */
  title: string;
  signedIn: boolean;
}

/** The newest notifications whose alerts are still open, and a button to dismiss all. */
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
        // keep the defaults
      },
    );
  }, [signedIn]);
  useEffect(
    () =>
      board.onAlert((alert) => {
        if (isWanted(alert)) unseen.value = [alert, ...unseen.value].slice(0, 99);
      }),
    [board],
  );
  // Alerts acknowledged meanwhile, here or elsewhere, are not shown any more.
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
