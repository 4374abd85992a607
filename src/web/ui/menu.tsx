/** A button that unfolds further actions. Closes after one of them, by Escape and when the focus leaves it. */
import type { ComponentChildren } from "preact";
import { useRef } from "preact/hooks";
import { Icon } from "./icon.tsx";

export function Menu({ label, children }: { label: string; children: ComponentChildren }) {
  const box = useRef<HTMLDetailsElement>(null);
  const close = () => {
    if (box.current) box.current.open = false;
  };
  return (
    <details
      ref={box}
      class="relative"
      onFocusOut={({ relatedTarget, currentTarget }) => {
        if (relatedTarget instanceof Node && !currentTarget.contains(relatedTarget)) close();
      }}
      onKeyDown={({ key }) => {
        if (key !== "Escape" || !box.current?.open) return;
        close();
        box.current.querySelector("summary")?.focus();
      }}
    >
      <summary class="btn btn-ghost btn-square menu-button" title={label}>
        <Icon name="more" size="1.5rem" />
        <span class="sr-only">{label}</span>
      </summary>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the buttons inside are what is pressed */}
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: a key on a button is a click */}
      <div
        class="absolute right-0 z-10 flex min-w-56 flex-col rounded-box bg-base-100 p-2 shadow-lg ring-1 ring-base-300"
        onClick={close}
      >
        {children}
      </div>
    </details>
  );
}

interface MenuButtonProps {
  onPress: () => void;
  disabled?: boolean;
  children: ComponentChildren;
}

export function MenuButton({ onPress, disabled, children }: MenuButtonProps) {
  return (
    <button
      type="button"
      class="btn btn-ghost justify-start text-left font-medium"
      disabled={disabled}
      onClick={onPress}
    >
      {children}
    </button>
  );
}
