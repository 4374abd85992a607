/** What a Pareto chart counts. Without schemas, so that pages can import it without zod. */

/** Points that have a cause, or alerts by the cause of their points. */
export const paretoSources = ["points", "alerts"] as const;
export type ParetoSource = (typeof paretoSources)[number];
