/** Line icons of one weight, 24 units square. Always used with a word or a label. */
import type { ComponentChildren } from "preact";

const paths = {
  left: "M15 5l-7 7 7 7",
  right: "M9 5l7 7-7 7",
  up: "M5 15l7-7 7 7",
  down: "M5 9l7 7 7-7",
  plus: "M12 5v14M5 12h14",
  close: "M6 6l12 12M18 6L6 18",
  check: "M5 12.5l4.5 4.5L19 7",
  pause: "M8.5 5v14M15.5 5v14",
  play: "M8 5.5v13l11-6.5z",
  stop: "M6.5 6.5h11v11h-11z",
  trash: "M5 7h14M10 7V4.5h4V7M7 7l1 12.5h8L17 7",
  grip: "M9 6h.01M15 6h.01M9 12h.01M15 12h.01M9 18h.01M15 18h.01",
  expand: "M9 4H4v5M15 4h5v5M9 20H4v-5M15 20h5v-5",
  erase: "M9 5.500h11.500v13H9L3 12zM12 9.500l5 5M17 9.500l-5 5",
  hand: "M7 12V6.5a1.5 1.5 0 013 0V11m0-5.5v-1a1.5 1.5 0 013 0V11m0-5.5a1.5 1.5 0 013 0V12m0-3.5a1.5 1.5 0 013 0V15a6 6 0 01-6 6h-1.5a6 6 0 01-4.6-2.1L4.6 15a1.6 1.6 0 012.5-2L8.500 14",
  undo: "M9 7L4.500 11.500 9 16M5 11.500h9a5.500 5.500 0 010 11h-2",
  more: "M5.500 12h.01M12 12h.01M18.500 12h.01",
  pencil: "M5 19l1-4L16.500 4.500l3 3L9 18z",
  people:
    "M9 11a3.500 3.500 0 100-7 3.500 3.500 0 000 7zM2.500 20a6.500 6.500 0 0113 0M16 4.500a3.500 3.500 0 010 6.500M18 14a6.500 6.500 0 013.500 6",
} as const;

export type IconName = keyof typeof paths;

/** An icon, hidden from screen readers because the word next to it says the same. */
export const Icon = ({ name, size }: { name: IconName; size?: string | undefined }) => (
  <Lines size={size}>
    <path d={paths[name]} />
  </Lines>
);

/** Any drawing in the style of the icons, for one that only a single area uses. */
export function Lines({ size = "1.25em", children }: { size?: string | undefined; children: ComponentChildren }) {
  return (
    <svg
      viewBox="0 0 24 24"
      width={size}
      height={size}
      fill="none"
      stroke="currentColor"
      stroke-width="2.25"
      stroke-linecap="round"
      stroke-linejoin="round"
      aria-hidden="true"
      class="shrink-0"
    >
      {children}
    </svg>
  );
}
