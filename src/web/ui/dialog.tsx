/** A modal dialog. The browser's own `<dialog>` handles focus and Escape. */
import type { ComponentChildren } from "preact";
import { useEffect, useId, useRef } from "preact/hooks";

interface DialogProps {
  title: string;
  onClose: () => void;
  /** `wide` has room for two columns; `full` fills the window and can be read from the last row of a room. */
  size?: "default" | "wide" | "full";
  children: ComponentChildren;
}

/** Open while it is mounted. */
export function Dialog({ title, onClose, size = "default", children }: DialogProps) {
  const box = useRef<HTMLDialogElement>(null);
  const id = useId();
  // Unmounting closes it; calling close() here would call `onClose` without a user action.
  useEffect(() => box.current?.showModal(), []);
  return (
    <dialog
      ref={box}
      class={size === "full" ? "dialog-full" : `dialog ${size === "wide" ? "w-[min(56rem,calc(100vw-2rem))]" : ""}`}
      aria-labelledby={id}
      onClose={onClose}
      onPointerDown={(event) => {
        if (event.target === box.current && size !== "full") onClose();
      }}
    >
      <div class={size === "full" ? "flex min-h-full flex-col" : "flex flex-col gap-4 p-6"}>
        <h2 id={id} class={size === "full" ? "sr-only" : "text-2xl font-bold tracking-tight"}>
          {title}
        </h2>
        {children}
      </div>
    </dialog>
  );
}

interface ConfirmProps {
  title: string;
  hint: string;
  yes: string;
  no: string;
  /** The action can be undone. */
  harmless?: boolean;
  onYes: () => void;
  onNo: () => void;
  /** Further inputs of the question, such as a switch. */
  children?: ComponentChildren;
}

/** Asks for confirmation before an action that cannot be undone. The harmless answer comes first. */
export function Confirm({ title, hint, yes, no, harmless, onYes, onNo, children }: ConfirmProps) {
  return (
    <Dialog title={title} onClose={onNo}>
      <p class="text-quiet">{hint}</p>
      {children}
      <div class="mt-2 flex flex-wrap justify-end gap-3">
        <button type="button" class="btn btn-lg" onClick={onNo}>
          {no}
        </button>
        <button type="button" class={`btn btn-lg ${harmless ? "btn-primary" : "btn-error"}`} onClick={onYes}>
          {yes}
        </button>
      </div>
    </Dialog>
  );
}
