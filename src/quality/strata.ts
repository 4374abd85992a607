/** The parts of the board that look at points by their tags and causes, or by other rules. */
import { type Causes, createCauses } from "./causes.ts";
import { type Comparing, createComparing } from "./comparing.ts";
import { createEvaluating, type Evaluating } from "./evaluating.ts";
import type { BoardServices } from "./services.ts";
import { createTagSets } from "./tag-sets.ts";
import { createTagging, type Tagging } from "./tagging.ts";

export interface StrataParts {
  readonly tagging: Tagging;
  readonly causes: Causes;
  readonly comparing: Comparing;
  readonly evaluating: Evaluating;
}

export function createStrata(services: BoardServices): StrataParts {
  const tagSets = createTagSets(services.store.tags);
  return {
    tagging: createTagging(services),
    causes: createCauses(services),
    comparing: createComparing(services, tagSets),
    evaluating: createEvaluating(services, tagSets),
  };
}
