/** This device's key for a product. It arrives in a link's fragment and is moved to the browser's storage. */
import { recall, rememberNewest } from "../../memory.ts";

/** Returns the key from the address, and removes it there and stores it; without one, returns the stored key. */
export function deviceFor(product: number): string | undefined {
  const token = new URLSearchParams(location.hash.slice(1)).get("device");
  if (token) {
    history.replaceState(null, "", location.pathname + location.search);
    rememberNewest("device", String(product), token);
  }
  return token || recall(`device.${product}`);
}

/** Deletes a stored key that is no longer valid. */
export const forgetDevice = (product: number): void => void rememberNewest("device", String(product), undefined);
