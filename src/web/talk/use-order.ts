/** Keeps the order of a list while someone touches it: new items wait until it is left alone, or are requested. */
import { useSignal } from "@preact/signals";
import { useRef } from "preact/hooks";

/** For how long after the last touch, in ms, new items wait. */
const holdMs = 4000;

export interface Order<T> {
  readonly shown: readonly T[];
  /** The number of items that are not shown yet. */
  readonly waiting: number;
  readonly show: () => void;
  /** Event handlers for the scrolling element. */
  readonly hold: {
    readonly onPointerMove: () => void;
    readonly onPointerDown: () => void;
    readonly onScroll: (event: { currentTarget: Element }) => void;
    readonly onFocusIn: () => void;
  };
}

interface OrderOptions<T> {
  readonly id: (item: T) => number;
  /** Identifies the sort order: if it changes, the list is sorted again. */
  readonly key: string;
  /** Whether an item is shown without waiting. */
  readonly urgent: (item: T) => boolean;
}

export function useOrder<T>(sorted: readonly T[], { id, key, urgent }: OrderOptions<T>): Order<T> {
  const order = useRef({ key, ids: sorted.map(id) });
  const heldUntil = useRef(0);
  const scrolled = useRef(false);
  const renders = useSignal(0);
  renders.value;
  const known = new Set(order.current.ids);
  const fresh = sorted.filter((item) => !known.has(id(item)));
  const free = !scrolled.current && Date.now() > heldUntil.current;
  if (order.current.key !== key || (fresh.length > 0 && (free || fresh.some(urgent)))) {
    order.current = { key, ids: sorted.map(id) };
  }
  const items = new Map(sorted.map((item) => [id(item), item]));
  const shown = order.current.ids.flatMap((one) => items.get(one) ?? []);
  const touch = () => {
    heldUntil.current = Date.now() + holdMs;
  };
  return {
    shown,
    waiting: sorted.length - shown.length,
    show() {
      order.current = { key, ids: sorted.map(id) };
      renders.value++;
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
