/** Data sets of published examples, as their sources print them. */

/** NIST/SEMATECH e-Handbook of Statistical Methods 6.3.2.2: flow rates of ten batches. */
export const flowRates: readonly number[] = [49.6, 47.6, 49.9, 51.3, 47.8, 51.2, 52.6, 52.4, 53.6, 52.1];

/** SAS/QC User's Guide, SHEWHART procedure, data set Jets: inner diameters of 20 jet engines, in cm. */
export const jets: readonly number[] = [
  78.4, 80.1, 84.4, 79.1, 80.4, 83.5, 73.8, 83.5, 75.0, 76.8, 70.5, 80.3, 82.4, 79.4, 86.4, 90.5, 77.7, 82.5, 79.9,
  83.2,
];

/** SAS/QC User's Guide, SHEWHART procedure, data set Partgaps: 21 samples of five gap widths. */
export const gaps: readonly (readonly number[])[] = [
  [255, 270, 268, 290, 267],
  [260, 240, 265, 262, 263],
  [238, 236, 260, 250, 256],
  [260, 242, 281, 254, 263],
  [268, 260, 279, 289, 269],
  [270, 249, 265, 253, 263],
  [280, 260, 256, 256, 243],
  [229, 266, 250, 243, 252],
  [250, 270, 245, 273, 262],
  [248, 258, 247, 266, 256],
  [280, 251, 252, 270, 287],
  [245, 253, 243, 279, 245],
  [268, 260, 289, 275, 273],
  [264, 286, 275, 271, 279],
  [271, 257, 263, 247, 247],
  [291, 250, 273, 265, 266],
  [228, 253, 240, 260, 264],
  [270, 260, 269, 245, 276],
  [259, 257, 246, 271, 257],
  [252, 244, 230, 266, 248],
  [254, 251, 239, 233, 263],
];
