/** An alert's priority as one to four bars and a word. */
import { texts } from "./texts.ts";

const tones: Record<number, string> = {
  4: "bg-help-soft text-help-ink",
  3: "bg-behind-soft text-behind-ink",
  2: "text-base-content",
  1: "text-quiet",
};

/** `quiet`: in a muted colour, for resolved alerts. */
export function PriorityMark({ priority, quiet = false }: { priority: number; quiet?: boolean }) {
  return (
    <span class={`mark shrink-0 whitespace-nowrap ${quiet ? "text-quiet" : (tones[priority] ?? "")}`}>
      <svg viewBox="0 0 20 16" class="h-4 w-5 shrink-0" aria-hidden="true">
        {[1, 2, 3, 4].map((n) => (
          <rect
            key={n}
            x={(n - 1) * 5 + 0.5}
            y={14 - n * 3}
            width="3.5"
            height={n * 3 + 1}
            rx="1"
            fill="currentColor"
            opacity={n <= priority ? 1 : 0.25}
          />
        ))}
      </svg>
      {texts.value.priorities[priority - 1] ?? priority}
    </span>
  );
}
