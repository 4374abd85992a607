/** Whether a reading of a control chart is right. Apart from the rules, which a phone does not need. */

/** A pattern on the chart: its first and last point, and the options that name its rule. */
export interface ChartFlag {
  readonly from: number;
  readonly to: number;
  readonly options: readonly number[];
}

/** Whether a vote names a rule that the chart violates, at a point of its pattern; or that it is in control, if it is. */
export function isRightReading(
  { correct, flags }: { correct: readonly number[]; flags: readonly ChartFlag[] },
  { choices, value }: { choices: readonly number[] | null; value: number | null },
): boolean {
  const [choice] = choices ?? [];
  if (choice === undefined || !correct.includes(choice)) return false;
  if (flags.length === 0) return true;
  return flags.some(
    ({ from, to, options }) => options.includes(choice) && value !== null && value >= from && value <= to,
  );
}
