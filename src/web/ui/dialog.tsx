/** A window over the page, by the browser's own `<dialog>`: focus, Escape and the rest come with it. */
import type { ComponentChildren } from "preact";
import { useEffect, useId, useRef } from "preact/hooks";

interface DialogProps {
  title: string;
  onClose: () => void;
  /** `full`: the whole window, to be read from the last row. */
  size?: "usual" | "full";
  children: ComponentChildren;
}

/** Open for as long as it is rendered. */
export function Dialog({ title, onClose, size = "usual", children }: DialogProps) {
  const box = useRef<HTMLDialogElement>(null);
  const id = useId();
  // Taken off the page it is closed by that; closing it here would tell `onClose` of something nobody did.
  useEffect(() => box.current?.showModal(), []);
  return (
    <dialog
      ref={box}
      class={size === "full" ? "dialog-full" : "dialog"}
      aria-labelledby={id}
      onClose={onClose}
      onPointerDown={(event) => {
        if (event.target === box.current && size === "usual") onClose();
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
  onYes: () => void;
  onNo: () => void;
  /** What belongs to the answer, such as a switch. */
  children?: ComponentChildren;
}

/** Asks once before what cannot be taken back. The harmless answer comes first. */
export function Confirm({ title, hint, yes, no, onYes, onNo, children }: ConfirmProps) {
  return (
    <Dialog title={title} onClose={onNo}>
      <p class="text-quiet">{hint}</p>
      {children}
      <div class="mt-2 flex flex-wrap justify-end gap-3">
        <button type="button" class="btn btn-lg" onClick={onNo}>
          {no}
        </button>
        <button type="button" class="btn btn-lg btn-error" onClick={onYes}>
          {yes}
        </button>
      </div>
    </Dialog>
  );
}
