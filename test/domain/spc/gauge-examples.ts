/** Published gauge studies: their values by part, operator and repeat, and what the books print. */

const numbersIn = (text: string): number[][] =>
  text
    .trim()
    .split("\n")
    .map((line) => line.trim().split(/\s+/).map(Number));

/**
 * AIAG, "Measurement Systems Analysis", 4th ed., ch. III B, "Gage Repeatability and Reproducibility Data Collection Sheet":
 * 10 parts (columns), appraisers A, B and C with 3 trials each (rows). Minitab distributes the same data as GAGEAIAG.MTW.
 * All 90 values, the sums of squares (88.362 parts, 3.167 operators, 0.359 interaction, 2.759 equipment), EV 0.202, AV 0.230,
 * GRR 0.306 and the 5 and 4 categories agree with public transcriptions of B. McNeese, "Three Ways to Analyze a Gage R&R
 * Study", 2015; the paper itself (spcforexcel.com) and the book were not at hand.
 */
const aiagSheet = numbersIn(`
   0.29 -0.56 1.34 0.47 -0.80  0.02 0.59 -0.31 2.26 -1.36
   0.41 -0.68 1.17 0.50 -0.92 -0.11 0.75 -0.20 1.99 -1.25
   0.64 -0.58 1.27 0.64 -0.84 -0.21 0.66 -0.17 2.01 -1.31
   0.08 -0.47 1.19 0.01 -0.56 -0.20 0.47 -0.63 1.80 -1.68
   0.25 -1.22 0.94 1.03 -1.20  0.22 0.55  0.08 2.12 -1.62
   0.07 -0.68 1.34 0.20 -1.28  0.06 0.83 -0.34 2.19 -1.50
   0.04 -1.38 0.88 0.14 -1.46 -0.29 0.02 -0.46 1.77 -1.49
  -0.11 -1.13 1.09 0.20 -1.07 -0.67 0.01 -0.56 1.45 -1.77
  -0.15 -0.96 0.67 0.11 -1.45 -0.49 0.21 -0.49 1.87 -2.16`);

/**
 * D. C. Montgomery, "Design and Analysis of Experiments", table 13.1: 20 parts (rows), 3 operators with 2 measurements each
 * (columns).
 */
const montgomeryTable = numbersIn(`
  21 20 20 20 19 21
  24 23 24 24 23 24
  20 21 19 21 20 22
  27 27 28 26 27 28
  19 18 19 18 18 21
  23 21 24 21 23 22
  22 21 22 24 22 20
  19 17 18 20 19 18
  24 23 25 23 24 24
  25 23 26 25 24 25
  21 20 20 20 21 20
  18 19 17 19 18 19
  23 25 25 25 25 25
  24 24 23 25 24 25
  29 30 30 28 31 30
  26 26 25 26 25 27
  20 20 19 20 20 20
  19 21 19 19 21 23
  25 26 25 24 25 25
  19 19 18 17 19 17`);

/** By part, operator and repeat. */
export const aiag: number[][][] = Array.from({ length: 10 }, (_, part) =>
  [0, 3, 6].map((row) => [0, 1, 2].map((repeat) => aiagSheet[row + repeat]?.[part] ?? Number.NaN)),
);
export const montgomery: number[][][] = montgomeryTable.map((row) => [row.slice(0, 2), row.slice(2, 4), row.slice(4)]);
