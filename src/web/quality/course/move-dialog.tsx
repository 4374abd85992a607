/** Dialog that puts a product into a folder. */
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { QualityApi } from "../../../client/quality-api.ts";
import type { Folder } from "../../../domain/spc/folder.ts";
import type { Product } from "../../../domain/spc/product.ts";
import { useAttempt } from "../../ui/attempt.ts";
import { Dialog } from "../../ui/dialog.tsx";
import { DialogButtons } from "../../ui/dialog-buttons.tsx";
import { Problem } from "../../ui/notice.tsx";
import { texts } from "./texts.ts";

interface MoveDialogProps {
  api: QualityApi;
  product: Product;
  onClose: () => void;
}

export function MoveDialog({ api, product, onClose }: MoveDialogProps) {
  const words = texts.value;
  const folders = useSignal<readonly Folder[]>([]);
  const chosen = useSignal(product.folder_id);
  const { busy, problem, attempt } = useAttempt();
  useEffect(() => {
    void attempt(async () => {
      folders.value = await api.folders();
    });
  }, []);
  return (
    <Dialog title={words.moveProduct} onClose={onClose}>
      <form
        class="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          void attempt(async () => {
            await api.moveProduct(product.id, { folder_id: chosen.value });
            onClose();
          });
        }}
      >
        <select
          class="select w-full"
          aria-label={words.moveProduct}
          value={chosen.value ?? ""}
          onChange={({ currentTarget }) => {
            chosen.value = currentTarget.value === "" ? null : Number(currentTarget.value);
          }}
        >
          <option value="">{words.noFolder}</option>
          {folders.value.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
        {problem.value && <Problem says={problem.value} />}
        <DialogButtons action={words.move} disabled={busy.value} onClose={onClose} />
      </form>
    </Dialog>
  );
}
