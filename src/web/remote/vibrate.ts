/** Short vibrations, on phones that have them: a press was taken, or somebody calls. */
const patterns = { press: [12], call: [40, 60, 40] };

export function vibrate(kind: keyof typeof patterns): void {
  // A browser without it, or one in which the page was not touched yet, does nothing.
  navigator.vibrate?.(patterns[kind]);
}
