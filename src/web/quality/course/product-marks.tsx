/** Marks of a product: that it is archived, that its values are simulated. */
import type { Product } from "../../../domain/spc/product.ts";
import { SimulatedMark } from "../simulation/simulation-panel.tsx";
import { texts } from "./texts.ts";

/** Renders nothing for most products. */
export function ProductMarks({ product }: { product: Product }) {
  const words = texts.value;
  return (
    <>
      <SimulatedMark product={product} />
      {product.archived && (
        <span class="mark bg-behind-soft text-behind-ink" title={words.archivedHint}>
          {words.archivedMark}
        </span>
      )}
    </>
  );
}
