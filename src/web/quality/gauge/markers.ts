/** The shapes of the points of different series, so that they differ without colour. */

/** Paths around the origin, for a half width of `r`. */
const shapes: readonly ((r: number) => string)[] = [
  (r) => `M${-r} 0a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0z`,
  (r) => `M${-r} ${-r}h${2 * r}v${2 * r}h${-2 * r}z`,
  (r) => `M0 ${-1.3 * r}L${1.25 * r} ${r}H${-1.25 * r}z`,
  (r) => `M0 ${-1.4 * r}L${1.4 * r} 0L0 ${1.4 * r}L${-1.4 * r} 0z`,
  (r) => `M0 ${1.3 * r}L${1.25 * r} ${-r}H${-1.25 * r}z`,
];

/** The shape of the series with this number, counted from 0. */
export const markerPath = (series: number, r: number): string =>
  (shapes[series % shapes.length] ?? shapes[0])?.(r) ?? "";

/** A point beyond a limit is a larger diamond. */
export const outPath = (r: number): string => shapes[3]?.(r * 1.2) ?? "";

/** The dashes of a series' line; more than five series repeat the shapes with another line. */
export const dashes = (series: number): string | undefined => [undefined, "6 4", "2 3", "9 3 2 3", "12 4"][series % 5];

/** The colours of series, as classes: of a line, and of its points. */
const colours = [
  ["stroke-primary", "fill-primary"],
  ["stroke-info", "fill-info"],
  ["stroke-error", "fill-error"],
  ["stroke-base-content", "fill-base-content"],
  ["stroke-quiet", "fill-quiet"],
] as const;

export const lineColour = (series: number): string => colours[series % colours.length]?.[0] ?? colours[0][0];
export const pointColour = (series: number): string => colours[series % colours.length]?.[1] ?? colours[0][1];
