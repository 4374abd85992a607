/**
 * Notices that the user signs out or that Windows shuts down. Windows sends no console event about that to a program that
 * has loaded user32.dll, but a message to its windows: a worker has a hidden one.
 */
import { getLogger } from "@logtape/logtape";

const logger = getLogger(["lectern", "serve"]);

/** In the compiled program, each worker is a file of its own, named after its place in `src`. */
const workerUrl = new URL(
  Bun.isStandaloneExecutable ? "./cli/windows/sign-out-worker.js" : "./sign-out-worker.ts",
  import.meta.url,
);

/** Calls `begin` once the session ends. Windows then waits for this process to end, at least five seconds. */
export function onSignOut(begin: () => void): void {
  const worker = new Worker(workerUrl.href);
  worker.onmessage = ({ data }) => (data === "ends" ? begin() : logger.debug("Sign-out: {data}", { data }));
  worker.onerror = ({ message }) => logger.debug("Signing out cannot be noticed: {message}", { message });
}
