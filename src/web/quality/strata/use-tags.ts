/** The product's tags that have values; none until they are read. */
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { QualityApi } from "../../../client/quality-api.ts";
import type { Product } from "../../../domain/spc/product.ts";
import type { ProductTag } from "../../../domain/spc/tags.ts";

export function useTags(api: QualityApi, product: Product): readonly ProductTag[] {
  const tags = useSignal<readonly ProductTag[]>([]);
  const load = async () => {
    try {
      tags.value = await api.tags(product.id);
    } catch {
      // The charts do not depend on them.
    }
  };
  const isMeasured = product.measurements > 0;
  useEffect(() => void load(), [api, product.id, isMeasured]);
  return tags.value.filter(({ offered, used }) => offered.length + used.length > 0);
}
