/** The options of charts. Without schemas, so that pages can import them without zod. */

/** How sigma is estimated, if not by the default of the chart. */
export const estimatorChoices = ["pooled", "pooled-c4", "median-range"] as const;
export type EstimatorChoice = (typeof estimatorChoices)[number];

/** The options of a product's chart. Each kind of chart has some of them; an option that is not set has its default. */
export interface ChartOptions {
  readonly estimator?: EstimatorChoice | undefined;
  /** Whether a subgroup with fewer values than the subgroup size is plotted, with limits of its own. */
  readonly unequal?: boolean | undefined;
  /** Whether the limits include the variation between points (Laney's p′ and u′). */
  readonly laney?: boolean | undefined;
  /** The size of a sample that is entered without its size. */
  readonly sample_size?: number | undefined;
  /** EWMA: the weight of the newest point. */
  readonly lambda?: number | undefined;
  /** EWMA: the distance of its limits in sigma. */
  readonly width?: number | undefined;
  /** CUSUM: the allowance and the decision limit, in sigma of the points. */
  readonly k?: number | undefined;
  readonly h?: number | undefined;
  /** CUSUM: whether both sums start at half of the decision limit (fast initial response). */
  readonly headstart?: boolean | undefined;
}

export type OptionName = keyof ChartOptions;

/** The defaults of the numbers: usual choices for shifts of about one sigma. */
export const defaultOptions = { lambda: 0.2, width: 3, k: 0.5, h: 5 } as const;

/** Options that stored points depend on: they can change only before the first measurement. */
export const fixedOptions: readonly OptionName[] = ["estimator", "unequal", "lambda", "k", "headstart"];
