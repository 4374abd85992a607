/** A countdown in minutes and seconds, and the sound at its end. */

/** Formats what is left: `4:05`, `1:02:00`. Rounded up, so that it begins with the full time and ends at 0:00. */
export function clockText(ms: number): string {
  const seconds = Math.ceil(ms / 1000);
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  const two = (n: number) => String(n).padStart(2, "0");
  const tail = two(seconds % 60);
  return hours > 0 ? `${hours}:${two(minutes)}:${tail}` : `${minutes}:${tail}`;
}
