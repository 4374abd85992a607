/** The sample lessons that a teacher can start from: each is a file in this folder and a line here. */
import { breadboard } from "./breadboard.ts";
import { pythonPlot } from "./python-plot.ts";
import type { Sample } from "./sample.ts";
import { spreadsheet } from "./spreadsheet.ts";

export const samples = { breadboard, pythonPlot, spreadsheet } satisfies Record<string, Sample>;
