/** The keys of the pad, the display of the value being typed, and a physical keyboard in their place. */
import { useEffect, useRef } from "preact/hooks";
import { Icon } from "../../ui/icon.tsx";
import type { Key } from "./keys.ts";
import { texts } from "./texts.ts";

const digits: readonly Key[] = ["1", "2", "3", "4", "5", "6", "7", "8", "9", ".", "0", "back"];

export function KeyGrid({ onPress }: { onPress: (key: Key) => void }) {
  const words = texts.value;
  return (
    <div class="keypad">
      {digits.map((key) => (
        <button
          key={key}
          type="button"
          class="btn key"
          aria-label={key === "." ? words.keys.point : key === "back" ? words.keys.back : undefined}
          onClick={() => onPress(key)}
        >
          {key === "back" ? <Icon name="erase" size="2rem" /> : key}
        </button>
      ))}
    </div>
  );
}

interface DisplayProps {
  typed: string;
  unit: string | null;
  /** `undefined` if values have no sign. */
  onSign: (() => void) | undefined;
}

/** The value being typed, with its unit and the key that changes the sign. */
export function Display({ typed, unit, onSign }: DisplayProps) {
  const words = texts.value;
  return (
    <div class="enter-display">
      {onSign && (
        <button type="button" class="btn btn-square text-2xl" aria-label={words.keys.sign} onClick={onSign}>
          <span aria-hidden="true">±</span>
        </button>
      )}
      <output class="min-w-0 flex-1 truncate text-right" aria-label={words.typed}>
        {typed.replace("-", "−") || <span class="text-quiet opacity-60">0</span>}
      </output>
      {unit && <span class="max-w-24 shrink-0 truncate text-2xl text-quiet">{unit}</span>}
    </div>
  );
}

interface Listeners {
  onKey: (key: Key) => void;
  onEnter: () => void;
}

/** Calls the listeners for the keys of a physical keyboard while it is mounted. */
export function useKeyboard(listeners: Listeners): void {
  const latest = useRef(listeners);
  latest.current = listeners;
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.target instanceof HTMLInputElement) return;
      const key = keyFor(event.key);
      if (key) latest.current.onKey(key);
      else if (event.key === "Enter" && !(event.target instanceof HTMLButtonElement)) latest.current.onEnter();
    };
    addEventListener("keydown", onKeyDown);
    return () => removeEventListener("keydown", onKeyDown);
  }, []);
}

function keyFor(key: string): Key | undefined {
  if (/^\d$/.test(key)) return digits.find((digit) => digit === key);
  if (key === "." || key === ",") return ".";
  if (key === "-") return "sign";
  return key === "Backspace" ? "back" : undefined;
}
