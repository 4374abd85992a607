/** An order of a list that does not move under a finger: new ones wait until the list is left alone, or asked for. */
import { useSignal } from "@preact/signals";
import { useRef } from "preact/hooks";

/** Milliseconds for which a list counts as held after it was last touched. */
const holdMs = 4000;

export interface Order<T> {
  readonly shown: readonly T[];
  /** How many there are that are not shown yet. */
  readonly waiting: number;
  readonly show: () => void;
  /** For the element that scrolls. */
  readonly hold: {
    readonly onPointerMove: () => void;
    readonly onPointerDown: () => void;
    readonly onScroll: (event: { currentTarget: Element }) => void;
    readonly onFocusIn: () => void;
  };
}

interface OrderOptions<T> {
  readonly id: (item: T) => number;
  /** What else decides the order: if it changes, the list is ordered again. */
  readonly key: string;
  /** Whether an item is shown at once. */
  readonly urgent: (item: T) => boolean;
}

export function useOrder<T>(sorted: readonly T[], { id, key, urgent }: OrderOptions<T>): Order<T> {
  const order = useRef({ key, ids: sorted.map(id) });
  const until = useRef(0);
  const scrolled = useRef(false);
  const asked = useSignal(0);
  asked.value;
  const known = new Set(order.current.ids);
  const fresh = sorted.filter((item) => !known.has(id(item)));
  const free = !scrolled.current && Date.now() > until.current;
  if (order.current.key !== key || (fresh.length > 0 && (free || fresh.some(urgent)))) {
    order.current = { key, ids: sorted.map(id) };
  }
  const items = new Map(sorted.map((item) => [id(item), item]));
  const shown = order.current.ids.flatMap((one) => items.get(one) ?? []);
  const touch = () => {
    until.current = Date.now() + holdMs;
  };
  return {
    shown,
    waiting: sorted.length - shown.length,
    show() {
      order.current = { key, ids: sorted.map(id) };
      asked.value++;
    },
    hold: {
      onPointerMove: touch,
      onPointerDown: touch,
      onFocusIn: touch,
      onScroll({ currentTarget }) {
        touch();
        scrolled.current = currentTarget.scrollTop > 8;
      },
    },
  };
}
