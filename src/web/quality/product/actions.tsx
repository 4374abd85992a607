/** A product's actions: the button to enter values, and the menu. */
import { useSignal } from "@preact/signals";
import type { Chart } from "../../../domain/spc/chart.ts";
import { includes } from "../../../domain/spc/permission.ts";
import type { Product } from "../../../domain/spc/product.ts";
import { account } from "../../account.ts";
import { go } from "../../router.ts";
import { useAttempt } from "../../ui/attempt.ts";
import { Problem } from "../../ui/notice.tsx";
import { Link } from "../../ui/page.tsx";
import type { LiveBoard } from "../use-board.ts";
import { ManageMenu } from "./manage-menu.tsx";
import { type DialogName, ProductDialogs } from "./product-dialogs.tsx";
import { texts } from "./texts.ts";

interface ActionsProps {
  board: LiveBoard;
  product: Product;
  chart: Chart;
  /** Called to choose points for limits on the chart. */
  onPick: () => void;
}

export function Actions({ board, product, chart, onPick }: ActionsProps) {
  const words = texts.value;
  const dialog = useSignal<DialogName | undefined>(undefined);
  const { busy, problem, attempt } = useAttempt();
  const success = useSignal<string | undefined>(undefined);
  const act = (action: () => Promise<string | undefined>) => {
    success.value = undefined;
    void attempt(async () => {
      success.value = await action();
    });
  };
  const open = (name: DialogName) => {
    dialog.value = name;
  };
  return (
    <div class="relative ml-auto flex flex-wrap items-center justify-end gap-2">
      {problem.value && <Problem says={problem.value} />}
      {success.value && (
        <span role="status" class="mark text-done-ink">
          {success.value}
        </span>
      )}
      <ManageMenu
        product={product}
        disabled={busy.value}
        onOpen={open}
        onPick={onPick}
        onAnalyse={() =>
          act(async () => {
            await board.api.analyse(product.id);
            return words.analysed;
          })
        }
      />
      {product.simulation || product.archived ? null : account.value === null ||
        !includes(product.permission, "all") ? (
        <Link to={`/spc/${product.id}/enter`} class="btn btn-primary btn-lg">
          {words.enterHere}
        </Link>
      ) : (
        <button type="button" class="btn btn-primary btn-lg" onClick={() => open("phone")}>
          {words.byPhone}
        </button>
      )}
      <ProductDialogs
        open={dialog.value}
        api={board.api}
        product={product}
        chart={chart}
        onClose={() => {
          dialog.value = undefined;
        }}
        onDone={(text) => {
          success.value = text;
        }}
        onUnfreeze={() =>
          act(async () => {
            await board.api.unfreeze(product.id);
            return words.unfrozen;
          })
        }
        onDelete={() =>
          act(async () => {
            await board.api.deleteProduct(product.id);
            go("/spc");
            return undefined;
          })
        }
      />
    </div>
  );
}
