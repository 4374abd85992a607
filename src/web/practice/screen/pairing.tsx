/** The QR code that connects a phone as the person's pad. */
import type { ReadonlySignal } from "@preact/signals";
import { Dialog } from "../../ui/dialog.tsx";
import { Qr } from "../../ui/qr.tsx";
import { common } from "../../ui/texts.ts";
import { texts } from "./texts.ts";

/** Keeps its size while the ticket loads. */
export function PairingQr({ url, class: size }: { url: ReadonlySignal<string | undefined>; class: string }) {
  const words = texts.value;
  if (url.value === "failed") return <p class={`${size} grid place-items-center text-help-ink`}>{words.qrFailed}</p>;
  if (url.value === undefined) return <div class={`${size} rounded-box bg-base-300`} aria-busy="true" />;
  return <Qr value={url.value} label={words.qr} class={`${size} rounded-box`} />;
}

interface PairingDialogProps {
  url: ReadonlySignal<string | undefined>;
  title: string;
  hint: string;
  onClose: () => void;
}

/** The QR code in a dialog, for connecting another phone or from the class's overview. */
export function PairingDialog({ url, title, hint, onClose }: PairingDialogProps) {
  return (
    <Dialog title={title} onClose={onClose}>
      <PairingQr url={url} class="mx-auto size-72 max-w-full" />
      <p class="text-quiet">{hint}</p>
      <button type="button" class="btn btn-lg" onClick={onClose}>
        {common.value.close}
      </button>
    </Dialog>
  );
}
