/** Why something was refused, by fault code. Each part has the texts of one area, or of a feature; a code without a text does not compile. */
import type { RefusalCode } from "../../client/refusal.ts";
import { featureFaults } from "../features/index.ts";
import { defineTexts } from "../language.ts";
import { classFaults } from "./class-faults.ts";
import { firstFaults } from "./first-faults.ts";
import { qualityFaults } from "./quality-faults.ts";
import { serverFaults } from "./server-faults.ts";

export const faults = defineTexts<Record<RefusalCode, string>>({
  ...firstFaults,
  ...serverFaults,
  ...classFaults,
  ...featureFaults,
  ...qualityFaults,
});
