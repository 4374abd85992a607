/** Dialog of the causes that are offered for points. */
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { QualityApi } from "../../../client/quality-api.ts";
import type { ProductCauses } from "../../../domain/spc/causes.ts";
import type { Product } from "../../../domain/spc/product.ts";
import { useAttempt } from "../../ui/attempt.ts";
import { Dialog } from "../../ui/dialog.tsx";
import { Loading, Problem } from "../../ui/notice.tsx";
import { common } from "../../ui/texts.ts";
import { texts as qualityTexts } from "../texts.ts";
import { linesOf } from "./lines-of.ts";
import { texts } from "./texts.ts";

interface CausesProps {
  api: QualityApi;
  product: Product;
  onClose: () => void;
}

/** Open while it is rendered. */
export function CausesDialog({ api, product, onClose }: CausesProps) {
  const words = texts.value;
  const causes = useSignal<ProductCauses | undefined>(undefined);
  const typed = useSignal("");
  const { busy, problem, attempt } = useAttempt();
  useEffect(() => {
    void attempt(async () => {
      causes.value = await api.causes(product.id);
      typed.value = causes.value.offered.join("\n");
    });
  }, [product.id]);
  const unlisted = causes.value?.used.filter((cause) => !linesOf(typed.value).includes(cause)) ?? [];
  return (
    <Dialog title={words.causes} onClose={onClose}>
      {causes.value ? (
        <>
          <label class="flex flex-col gap-1">
            <span class="label-text">{words.causesHint}</span>
            <textarea
              class="textarea w-full"
              rows={8}
              maxLength={10_000}
              value={typed.value}
              onInput={({ currentTarget }) => {
                typed.value = currentTarget.value;
              }}
            />
          </label>
          {unlisted.length > 0 && (
            <div class="flex flex-col gap-1">
              <p class="text-base text-quiet">{words.addUsed}</p>
              <ul class="flex max-h-32 flex-wrap gap-2 overflow-y-auto">
                {unlisted.map((cause) => (
                  <li key={cause}>
                    <button
                      type="button"
                      class="btn h-auto min-h-11 text-left"
                      onClick={() => {
                        typed.value = [...linesOf(typed.value), cause].join("\n");
                      }}
                    >
                      + {cause}
                    </button>
                  </li>
                ))}
              </ul>
            </div>
          )}
        </>
      ) : (
        !problem.value && <Loading />
      )}
      {problem.value && <Problem says={problem.value} />}
      <div class="flex flex-wrap justify-end gap-3">
        <button type="button" class="btn btn-lg" onClick={onClose}>
          {common.value.cancel}
        </button>
        <button
          type="button"
          class="btn btn-primary btn-lg"
          disabled={busy.value || !causes.value}
          onClick={() =>
            void attempt(async () => {
              await api.offerCauses(product.id, linesOf(typed.value));
              onClose();
            })
          }
        >
          {qualityTexts.value.save}
        </button>
      </div>
    </Dialog>
  );
}
