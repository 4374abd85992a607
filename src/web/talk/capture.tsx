/** A picture of the projector's screen. Only this server's uploads are shown as pictures; another address is a link. */
import { useSignal } from "@preact/signals";
import { texts } from "./texts.ts";

/** The path of an upload, on any host name of this server. */
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

/** The parsed address if it is http or https. */
function toAddress(url: string): URL | undefined {
  try {
    const address = new URL(url, location.origin);
    return /^https?:$/.test(address.protocol) ? address : undefined;
  } catch {
    return undefined;
  }
}
