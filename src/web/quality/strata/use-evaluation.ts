/** Reads an evaluation, and again when its request or the product changes. */
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { QualityApi } from "../../../client/quality-api.ts";
import type { Evaluation, EvaluationInput } from "../../../domain/spc/evaluation.ts";
import { errorText } from "../../ui/notice.tsx";

/** How long after a change the evaluation is read, in ms: a product that is being measured changes ten times a second. */
const delayMs = 300;

export interface UsedEvaluation {
  /** `undefined` until it is read. */
  readonly evaluation: Evaluation | undefined;
  readonly problem: string | undefined;
}

/** `request` `undefined`: reads nothing. `version` changes whenever the points of the product change. */
export function useEvaluation(
  api: QualityApi,
  product: number,
  { request, version }: { request: EvaluationInput | undefined; version: string },
): UsedEvaluation {
  const state = useSignal<UsedEvaluation>({ evaluation: undefined, problem: undefined });
  const key = JSON.stringify(request);
  const read = useSignal(key);
  useEffect(() => {
    if (request === undefined) return;
    let ended = false;
    const timer = setTimeout(
      async () => {
        try {
          const evaluation = await api.evaluate(product, request);
          if (ended) return;
          read.value = key;
          state.value = { evaluation, problem: undefined };
        } catch (thrown) {
          if (!ended) state.value = { evaluation: undefined, problem: errorText(thrown) };
        }
      },
      state.value.evaluation && read.value === key ? delayMs : 0,
    );
    return () => {
      ended = true;
      clearTimeout(timer);
    };
  }, [api, product, key, version]);
  return state.value;
}

/** Changes whenever the points or the limits of a product change. */
export const versionOf = (chart: {
  points_total: number;
  limits_version: number | null;
  points: readonly object[];
}): string => JSON.stringify([chart.points_total, chart.limits_version, chart.points.at(-1)]);
