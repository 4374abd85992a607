/** Starts the service worker, over HTTPS only: browsers offer none on plain HTTP, and a class there needs none. */
export function registerServiceWorker(): void {
  if (location.protocol !== "https:" || !("serviceWorker" in navigator)) return;
  // A self-signed certificate that the browser does not trust refuses it: the page works without.
  navigator.serviceWorker.register("/sw.js", { updateViaCache: "none" }).catch(() => {});
}
