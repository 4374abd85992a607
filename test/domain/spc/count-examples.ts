/**
 * Published data sets of counts and of processes that shift, as their sources print them. A data set with an address was
 * compared with the one there, value by value, except that of SAS, of which the limits were compared. Those of NIST/SEMATECH
 * and of Montgomery's tables 6.6, 7.4, 9.2, 9.4 and 9.10 were not compared. The values of his table 9.1 agree with several
 * public transcriptions.
 */

/**
 * D. C. Montgomery, "Introduction to Statistical Quality Control", ch. 7.2.1: nonconforming cans in 30 samples of 50, and in 24 more after the machine was adjusted. The p chart of NIST/SEMATECH
 * e-Handbook 6.3.3.2 has the same 30 shares. Data set orangejuice of the R package qcc:
 * https://github.com/luca-scr/qcc/blob/a0fc561bee1d57c0b0617a1f3c84b118f44114ba/data/orangejuice.txt
 */
export const orangeJuice: readonly number[] = [
  12, 15, 8, 10, 4, 7, 16, 9, 14, 10, 5, 6, 17, 12, 22, 8, 10, 5, 13, 11, 20, 18, 24, 15, 9, 12, 7, 13, 9, 6,
];
export const adjustedOrangeJuice: readonly number[] = [
  9, 6, 12, 5, 6, 4, 6, 3, 7, 6, 2, 4, 3, 6, 5, 4, 8, 5, 6, 7, 5, 6, 3, 5,
];

/** Montgomery, ch. 7.2.2: purchase orders with an error, and how many were inspected in each of 25 weeks. */
export const purchaseOrders: readonly (readonly [count: number, size: number])[] = [
  ...([
    [12, 100],
    [8, 80],
    [6, 80],
    [9, 100],
    [10, 110],
    [12, 110],
    [11, 100],
    [16, 100],
    [10, 90],
    [6, 90],
  ] as const),
  ...([
    [20, 110],
    [15, 120],
    [9, 120],
    [8, 120],
    [6, 110],
    [8, 80],
    [10, 80],
    [7, 80],
    [5, 90],
    [8, 100],
  ] as const),
  ...([
    [5, 100],
    [8, 100],
    [10, 100],
    [6, 90],
    [9, 90],
  ] as const),
];

/**
 * SAS/QC User's Guide, PCHART statement, data set Circuits: failures in 30 batches of 500. Its limits were compared with
 * https://www.sfu.ca/sasdoc/sashtml/qc/chap38/sect6.htm
 */
export const circuits: readonly number[] = [
  5, 6, 11, 6, 4, 9, 17, 10, 12, 9, 8, 7, 7, 15, 8, 18, 12, 16, 4, 7, 17, 12, 8, 7, 15, 6, 8, 12, 7, 9,
];

/**
 * Montgomery, ch. 7.3.1: nonconformities in 26 samples of 100 printed circuit boards.
 * https://github.com/luca-scr/qcc/blob/433e9e299cb0ca379b5d26bd58baaee31a6ce4ab/data/circuit.txt
 */
export const circuitBoards: readonly number[] = [
  21, 24, 16, 12, 15, 5, 28, 20, 31, 25, 20, 24, 16, 19, 10, 17, 13, 22, 18, 39, 30, 24, 16, 19, 17, 15,
];

/** NIST/SEMATECH e-Handbook 6.3.3.1: defects on 25 wafers. */
export const wafers: readonly number[] = [
  16, 14, 28, 16, 12, 20, 10, 12, 10, 17, 19, 17, 14, 16, 15, 13, 14, 16, 11, 20, 11, 19, 16, 31, 13,
];

/**
 * Montgomery, ch. 7.3.1: nonconformities in 20 samples of five personal computers.
 * https://github.com/luca-scr/qcc/blob/a0fc561bee1d57c0b0617a1f3c84b118f44114ba/data/pcmanufact.txt
 */
export const computers: readonly number[] = [10, 12, 8, 14, 10, 16, 11, 7, 10, 15, 9, 5, 7, 11, 12, 6, 8, 10, 7, 5];

/**
 * Montgomery, ch. 7.3.1: defects in ten rolls, and their area in units of 50 m².
 * https://github.com/luca-scr/qcc/blob/a0fc561bee1d57c0b0617a1f3c84b118f44114ba/data/dyedcloth.txt
 */
export const dyedCloth: readonly (readonly [count: number, size: number])[] = [
  ...([
    [14, 10],
    [12, 8],
    [20, 13],
    [11, 10],
    [7, 9.5],
  ] as const),
  ...([
    [10, 10],
    [21, 12],
    [16, 10.5],
    [19, 12],
    [23, 12.5],
  ] as const),
];

/** NIST/SEMATECH e-Handbook 6.3.2.4: 20 values, and their EWMA with λ = 0.3 around 50. */
export const ewmaValues: readonly number[] = [
  52.0, 47.0, 53.0, 49.3, 50.1, 47.0, 51.0, 50.1, 51.2, 50.5, 49.6, 47.6, 49.9, 51.3, 47.8, 51.2, 52.6, 52.4, 53.6,
  52.1,
];
export const ewmaPrinted: readonly string[] = [
  ...["50.60", "49.52", "50.56", "50.18", "50.16", "49.21", "49.75", "49.85", "50.26", "50.33"],
  ...["50.11", "49.36", "49.52", "50.05", "49.38", "49.92", "50.73", "51.23", "51.94", "51.99"],
];

/** NIST/SEMATECH e-Handbook 6.3.2.3: the means of 20 groups of four, and their sums with k = 0.3175 around 325. */
export const cusumValues: readonly number[] = [
  ...[324.925, 324.675, 324.725, 324.35, 325.35, 325.225, 324.125, 324.525, 325.225, 324.6],
  ...[324.625, 325.15, 328.325, 327.25, 327.825, 328.5, 326.675, 327.775, 326.875, 328.35],
];
export const cusumHigh: readonly number[] = [
  0, 0, 0, 0, 0.03, 0, 0, 0, 0, 0, 0, 0, 3.01, 4.94, 7.45, 10.63, 11.99, 14.44, 16.0, 19.04,
];
export const cusumLow: readonly number[] = [
  0, 0.01, 0, 0.33, 0, 0, 0.56, 0.72, 0.17, 0.25, 0.31, 0, 0, 0, 0, 0, 0, 0, 0, 0,
];

/** Montgomery, table 9.1: 20 values of a process with mean 10 and sigma 1, and ten after its mean has become 11. */
export const shifted: readonly number[] = [
  ...[9.45, 7.99, 9.29, 11.66, 12.16, 10.18, 8.04, 11.46, 9.2, 10.34, 9.03, 11.47, 10.51, 9.4, 10.08],
  ...[9.37, 10.62, 10.31, 8.52, 10.84, 10.9, 9.33, 12.29, 11.5, 10.6, 11.08, 10.38, 11.62, 11.31, 10.52],
];
/** Table 9.2: their sums with K = 0.5. */
export const shiftedHigh: readonly number[] = [
  ...[0, 0, 0, 1.16, 2.82, 2.5, 0.04, 1.0, 0, 0, 0, 0.97, 0.98, 0, 0],
  ...[0, 0.12, 0, 0, 0.34, 0.74, 0, 1.79, 2.79, 2.89, 3.47, 3.35, 4.47, 5.28, 5.3],
];
export const shiftedLow: readonly number[] = [
  ...[0.05, 1.56, 1.77, 0, 0, 0, 1.46, 0, 0.3, 0, 0.47, 0, 0, 0.1, 0],
  ...[0.13, 0, 0, 0.98, 0, 0, 0.17, 0, 0, 0, 0, 0, 0, 0, 0],
];
/** Table 9.10: their EWMA with λ = 0.10. */
export const shiftedEwma: readonly number[] = [
  ...[9.945, 9.7495, 9.70355, 9.8992, 10.1253, 10.1307, 9.92167, 10.0755, 9.98796, 10.0232],
  ...[9.92384, 10.0785, 10.1216, 10.0495, 10.0525, 9.98426, 10.0478, 10.074, 9.91864, 10.0108],
  ...[10.0997, 10.0227, 10.2495, 10.3745, 10.3971, 10.4654, 10.4568, 10.5731, 10.6468, 10.6341],
];

/** Montgomery, table 9.4: ten values, and their sums around 100 with K = 3 and H = 12 that start at 6. */
export const headstart = {
  values: [102, 97, 104, 93, 100, 105, 96, 98, 105, 99],
  high: [5, 0, 1, 0, 0, 2, 0, 0, 2, 0],
  low: [1, 1, 0, 4, 1, 0, 1, 0, 0, 0],
} as const;

/** Montgomery, table 6.6: the viscosity of 15 batches of aircraft primer paint. */
export const viscosity: readonly number[] = [
  33.75, 33.05, 34.0, 33.81, 33.46, 34.02, 33.68, 33.27, 33.49, 33.2, 33.62, 33.0, 33.54, 33.12, 33.84,
];
