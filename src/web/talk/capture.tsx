/** A picture of what was on the projector. Only our own are shown; any other address is a link and nothing more. */
import { useSignal } from "@preact/signals";
import { texts } from "./texts.ts";

/** Where the server keeps what was uploaded, under whatever name it was reached. */
const ownUpload = /^\/uploads\/[\w-]+\.\w+$/;

export function Capture({ url }: { url: string | null }) {
  const broken = useSignal(false);
  const address = url === null ? undefined : toAddress(url);
  if (!address) return null;
  const words = texts.value;
  if (ownUpload.test(address.pathname) && !broken.value) {
    return (
      <a href={address.pathname} target="_blank" rel="noopener noreferrer" class="block w-fit max-w-full">
        <img
          src={address.pathname}
          alt={words.picture}
          loading="lazy"
          class="max-h-60 min-h-11 max-w-full rounded-field object-contain ring-1 ring-base-300"
          onError={() => {
            broken.value = true;
          }}
        />
      </a>
    );
  }
  return (
    <a
      href={address.href}
      target="_blank"
      rel="noopener noreferrer"
      class="line-clamp-2 flex min-h-11 w-fit max-w-full items-center py-2 underline"
    >
      {address.href}
    </a>
  );
}

/** The address, where it is one that a browser may go to. */
function toAddress(url: string): URL | undefined {
  try {
    const address = new URL(url, location.origin);
    return /^https?:$/.test(address.protocol) ? address : undefined;
  } catch {
    return undefined;
  }
}
