/** The causes to choose from below the field of a point's cause; any other can be typed into the field. */
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { QualityApi } from "../../../client/quality-api.ts";
import { texts } from "./texts.ts";

/** How many causes are shown as buttons. */
const maxShown = 12;

interface ChoiceProps {
  api: QualityApi;
  product: number;
  /** What is in the field. */
  cause: string;
  onChoose: (cause: string) => void;
}

export function CauseChoice({ api, product, cause, onChoose }: ChoiceProps) {
  const causes = useSignal<readonly string[]>([]);
  const load = async () => {
    try {
      const { offered, used } = await api.causes(product);
      causes.value = [...offered, ...used].slice(0, maxShown);
    } catch {
      // A cause can still be typed.
    }
  };
  useEffect(() => void load(), [product]);
  if (causes.value.length === 0) return null;
  return (
    <fieldset class="flex flex-wrap gap-2">
      <legend class="sr-only">{texts.value.chooseCause}</legend>
      {causes.value.map((name) => (
        <button
          key={name}
          type="button"
          class={`btn btn-sm h-auto min-h-11 text-left ${name === cause ? "btn-primary" : ""}`}
          aria-pressed={name === cause}
          onClick={() => onChoose(name)}
        >
          {name}
        </button>
      ))}
    </fieldset>
  );
}
