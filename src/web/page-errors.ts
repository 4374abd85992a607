/** Reports unhandled errors of the pages to the server's log, without any text that may be personal. */

const areas = ["j", "s", "docs", "practice", "spc", "teach"];
/** At most this many reports until the page is loaded again: a loop of errors must not flood the server. */
const maxReports = 3;
const reported = new Set<string>();

function report(thrown: unknown): void {
  const body = JSON.stringify(toReport(thrown, location.pathname));
  if (reported.has(body) || reported.size >= maxReports) return;
  reported.add(body);
  const headers = { "Content-Type": "application/json" };
  fetch("/api/page-errors", { method: "POST", headers, body, keepalive: true }).catch(() => {});
}

/** The type of an error and where it was thrown. Its message and the address are left out: they may be personal. */
export function toReport(thrown: unknown, path: string) {
  const area = path.split("/")[1] ?? "";
  const { name, stack } = thrown instanceof Error ? thrown : { name: "", stack: "" };
  const frames = Array.from((stack ?? "").matchAll(/([\w-]{1,60}\.js:\d{1,7}:\d{1,9})/g), ([frame]) => frame);
  return {
    page: area === "" ? "start" : areas.includes(area) ? area : "other",
    error: /^[A-Za-z]{1,40}$/.test(name) ? name : "Unknown",
    frames: frames.slice(0, 10),
  };
}

/** Reports every error that no code catches, also those that `reportError` passes on. */
export function reportPageErrors(): void {
  window.addEventListener("error", ({ error }) => report(error));
  window.addEventListener("unhandledrejection", ({ reason }) => report(reason));
}
