/** Dialogs about where a product is: in which folder, or in the archive. */
import type { QualityApi } from "../../../client/quality-api.ts";
import type { Product } from "../../../domain/spc/product.ts";
import { useAttempt } from "../../ui/attempt.ts";
import { Dialog } from "../../ui/dialog.tsx";
import { DialogButtons } from "../../ui/dialog-buttons.tsx";
import { Problem } from "../../ui/notice.tsx";
import { MoveDialog } from "./move-dialog.tsx";
import { texts } from "./texts.ts";

export type PlaceDialogName = "move" | "archive" | "restore";

interface PlaceDialogProps {
  name: PlaceDialogName;
  api: QualityApi;
  product: Product;
  onClose: () => void;
}

export function PlaceDialog({ name, ...props }: PlaceDialogProps) {
  return name === "move" ? <MoveDialog {...props} /> : <ArchiveDialog {...props} archived={name === "archive"} />;
}

/** Asks before a product is archived, or brought back. */
function ArchiveDialog({ api, product, archived, onClose }: Omit<PlaceDialogProps, "name"> & { archived: boolean }) {
  const words = texts.value;
  const { busy, problem, attempt } = useAttempt();
  return (
    <Dialog title={archived ? words.archiveProduct : words.bringBack} onClose={onClose}>
      <p class="text-quiet">{archived ? words.archiveProductHint : words.bringBackHint}</p>
      {problem.value && <Problem says={problem.value} />}
      <DialogButtons
        action={archived ? words.archiveProduct : words.bringBack}
        disabled={busy.value}
        onAction={() =>
          void attempt(async () => {
            await api.moveProduct(product.id, { archived });
            onClose();
          })
        }
        onClose={onClose}
      />
    </Dialog>
  );
}
