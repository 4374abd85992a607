/** The dialogs that a product's actions open. */
import type { QualityApi } from "../../../client/quality-api.ts";
import type { Chart } from "../../../domain/spc/chart.ts";
import type { Product } from "../../../domain/spc/product.ts";
import { Confirm } from "../../ui/dialog.tsx";
import { common } from "../../ui/texts.ts";
import { PlaceDialog, type PlaceDialogName } from "../course/place-dialog.tsx";
import { ProductForm } from "../product-form.tsx";
import { CausesDialog } from "../strata/causes-dialog.tsx";
import { TagsDialog } from "../strata/tags-dialog.tsx";
import { texts as qualityTexts } from "../texts.ts";
import { AlertDialog } from "./alert-dialog.tsx";
import { FreezeDialog } from "./freeze-dialog.tsx";
import { PhoneDialog } from "./phone-dialog.tsx";
import { SharingDialog } from "./sharing-dialog.tsx";
import { texts } from "./texts.ts";
import { ValuesDialog } from "./values-dialog.tsx";

export type DialogName =
  | "phone"
  | "freeze"
  | "unfreeze"
  | "raise"
  | "values"
  | "sharing"
  | "tags"
  | "causes"
  | "edit"
  | "delete"
  | PlaceDialogName;

interface DialogsProps {
  open: DialogName | undefined;
  api: QualityApi;
  product: Product;
  chart: Chart;
  onClose: () => void;
  /** Called with a text that says what was done. */
  onDone: (text: string) => void;
  onUnfreeze: () => void;
  onDelete: () => void;
}

export function ProductDialogs({ open, api, product, chart, onClose, onDone, onUnfreeze, onDelete }: DialogsProps) {
  const words = texts.value;
  switch (open) {
    case "phone":
      return <PhoneDialog api={api} product={product} onClose={onClose} />;
    case "freeze":
      return <FreezeDialog api={api} product={product} chart={chart} onClose={onClose} />;
    case "unfreeze":
      return (
        <Confirm
          title={words.unfreezeAsk}
          hint={words.unfreezeHint}
          yes={words.unfreezeYes}
          no={common.value.cancel}
          harmless
          onNo={onClose}
          onYes={() => {
            onClose();
            onUnfreeze();
          }}
        />
      );
    case "values":
      return <ValuesDialog api={api} product={product} onClose={onClose} />;
    case "sharing":
      return <SharingDialog api={api} product={product} onClose={onClose} />;
    case "tags":
      return <TagsDialog api={api} product={product} onClose={onClose} />;
    case "causes":
      return <CausesDialog api={api} product={product} onClose={onClose} />;
    case "raise":
      return (
        <AlertDialog
          api={api}
          product={product}
          onClose={onClose}
          onRaised={() => {
            onClose();
            onDone(words.raised);
          }}
        />
      );
    case "edit":
      return (
        <ProductForm
          title={words.edit}
          product={product}
          submit={qualityTexts.value.save}
          onClose={onClose}
          onSave={async (chosen) => {
            await api.changeProduct(product.id, chosen);
            onClose();
          }}
        />
      );
    case "delete":
      return (
        <Confirm
          title={words.deleteAsk(product.name)}
          hint={words.deleteHint(product.measurements)}
          yes={words.deleteYes}
          no={common.value.cancel}
          onNo={onClose}
          onYes={() => {
            onClose();
            onDelete();
          }}
        />
      );
    case "move":
    case "archive":
    case "restore":
      return <PlaceDialog name={open} api={api} product={product} onClose={onClose} />;
    default:
      return null;
  }
}
