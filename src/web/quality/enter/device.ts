/** The key of this device for a product: it comes in the address of a link, and does not stay there. */
import { recall, remember } from "../../memory.ts";

const place = (product: number) => `device.${product}`;

/** Takes the key out of the address, where there is one, and remembers it; else the one that is remembered. */
export function deviceFor(product: number): string | undefined {
  const token = new URLSearchParams(location.hash.slice(1)).get("device");
  if (token) {
    history.replaceState(null, "", location.pathname + location.search);
    remember(place(product), token);
  }
  return token || recall(place(product));
}

/** Forgets a key that opens nothing any more. */
export const forgetDevice = (product: number): void => void remember(place(product), undefined);
