/** A chord's name as it comes in. The one file here with a schema: the pages import the others. */
import { z } from "zod";
import { longestName, parseChord } from "./chords.ts";

/** The name of a chord or a rest, 1 to 16 characters once trimmed, kept as it was spelled. */
export const ChordName = z
  .string()
  .trim()
  .max(longestName)
  .refine((name) => parseChord(name) !== null, "A chord has a name like C, F#m7 or C/G; N.C. is a rest.");
