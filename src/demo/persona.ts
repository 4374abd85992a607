/** Who is in a demo class: names and traits of the simulated students, by seed. */
import { between, chance } from "./chance.ts";
import { type DemoLanguage, type DemoTexts, demoTexts } from "./texts.ts";

/** A simulated student. Times in milliseconds since the demo began. */
export interface Persona {
  readonly seed: number;
  readonly index: number;
  readonly name: string;
  readonly texts: DemoTexts;
  readonly arrivesAt: number;
  /** When they leave for a while, if they do. */
  readonly away: { readonly from: number; readonly until: number } | undefined;
  /** The factor by which they need longer than the class on average. */
  readonly pace: number;
  /** How likely they get stuck, ask a question, and write: 0 to 1. */
  readonly stuck: number;
  readonly curious: number;
  readonly chatty: number;
}

/** How many students a demo class has at most: there is a name for each. */
export const maxStudents = 60;
/** The first students join within this time, in milliseconds. */
const arrivalMs = 22_000;
/** One in eight is late by up to this many milliseconds. */
const lateMs = 120_000;

/** Returns the students of a demo class: the same ones for the same seed. */
export function createPersonas({
  seed,
  students,
  language,
}: {
  seed: number;
  students: number;
  language: DemoLanguage;
}): Persona[] {
  const texts = demoTexts[language];
  const names = texts.names
    .map((name) => ({ name, at: chance(seed, "name", name) }))
    .sort((a, b) => a.at - b.at)
    .map(({ name }) => name);
  return names
    .slice(0, Math.min(students, maxStudents))
    .map((name, index) => createPersona(seed, index, { name, texts }));
}

function createPersona(seed: number, index: number, who: Pick<Persona, "name" | "texts">): Persona {
  const of = (trait: string) => chance(seed, index, trait);
  const isLate = index % 8 === 5;
  const leaves = index % 9 === 4;
  const arrivesAt = isLate ? between(arrivalMs * 2, lateMs, of("late")) : between(800, arrivalMs, of("arrives") ** 1.4);
  const from = arrivesAt + between(60_000, 240_000, of("leaves"));
  return {
    seed,
    index,
    ...who,
    arrivesAt: Math.round(arrivesAt),
    away: leaves ? { from, until: from + between(15_000, 50_000, of("stays away")) } : undefined,
    pace: between(0.6, 1.7, (of("pace") + of("second pace")) / 2),
    stuck: of("stuck") ** 2,
    curious: of("curious") ** 1.5,
    chatty: of("chatty") ** 1.5,
  };
}
