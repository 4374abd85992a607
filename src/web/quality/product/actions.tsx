/** What a teacher does with a product: enter by phone first, the rest beside it. */
import { type Signal, useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import type { Chart } from "../../../domain/spc/chart.ts";
import { includes } from "../../../domain/spc/permission.ts";
import type { Product } from "../../../domain/spc/product.ts";
import { account } from "../../account.ts";
import { text } from "../../messages/index.ts";
import { go } from "../../router.ts";
import { useAttempt } from "../../ui/attempt.ts";
import { Ask } from "../../ui/dialog.tsx";
import { Icon } from "../../ui/icon.tsx";
import { Problem } from "../../ui/notice.tsx";
import { Link } from "../../ui/page.tsx";
import { ProductForm } from "../product-form.tsx";
import type { LiveBoard } from "../use-board.ts";
import { AlertDialog } from "./alert-dialog.tsx";
import { FreezeDialog } from "./freeze-dialog.tsx";
import { PhoneDialog } from "./phone-dialog.tsx";
import { SharingDialog } from "./sharing-dialog.tsx";
import { ValuesDialog } from "./values-dialog.tsx";

type Open = "phone" | "freeze" | "raise" | "values" | "sharing" | "edit" | "delete" | undefined;

interface ActionsProps {
  board: LiveBoard;
  product: Product;
  chart: Chart;
}

/** The button, the menu, and what they open. */
export function Actions({ board, product, chart }: ActionsProps) {
  const words = text.value;
  const { quality } = words;
  const open: Signal<Open> = useSignal<Open>(undefined);
  const { busy, problem, attempt } = useAttempt();
  const said = useSignal<string | undefined>(undefined);
  const manages = includes(product.permission, "all");
  const owns = includes(product.permission, "own");
  const shut = () => {
    open.value = undefined;
  };
  const act = (what: () => Promise<string | undefined>) => {
    said.value = undefined;
    return attempt(async () => {
      said.value = await what();
    });
  };
  const menu = useRef<HTMLDetailsElement>(null);
  useEffect(() => {
    const away = (event: Event) => {
      const escaped = event instanceof KeyboardEvent && event.key === "Escape";
      const beside =
        event.type === "pointerdown" && event.target instanceof Node && !menu.current?.contains(event.target);
      if (escaped || beside) menu.current?.removeAttribute("open");
    };
    addEventListener("pointerdown", away);
    addEventListener("keydown", away);
    return () => {
      removeEventListener("pointerdown", away);
      removeEventListener("keydown", away);
    };
  }, []);
  const item = (name: string, onClick: () => void) => (
    <button
      type="button"
      class="btn btn-ghost justify-start px-4"
      disabled={busy.value}
      onClick={() => {
        menu.current?.removeAttribute("open");
        onClick();
      }}
    >
      {name}
    </button>
  );
  const opens = (what: Open) => () => {
    open.value = what;
  };
  return (
    <div class="relative ml-auto flex flex-wrap items-center justify-end gap-2">
      {problem.value && <Problem says={problem.value} />}
      {said.value && (
        <span role="status" class="mark text-done-ink">
          {said.value}
        </span>
      )}
      <details ref={menu} class="sm:relative">
        <summary class="btn btn-lg whitespace-nowrap">
          {quality.manage}
          <Icon name="down" />
        </summary>
        <div class="menu-sheet">
          {manages && item(quality.freeze, opens("freeze"))}
          {manages &&
            item(
              quality.analyse,
              () =>
                void act(async () => {
                  await board.api.analyse(product.id);
                  return quality.analysed;
                }),
            )}
          {manages && item(quality.raise, opens("raise"))}
          {item(quality.import, () => go(`/spc/${product.id}/import`))}
          {manages && item(quality.correctValues, opens("values"))}
          {manages && item(quality.edit, opens("edit"))}
          {owns && account.value !== null && item(quality.sharing, opens("sharing"))}
          {owns && item(quality.delete, opens("delete"))}
        </div>
      </details>
      {account.value === null || !manages ? (
        <Link to={`/spc/${product.id}/enter`} class="btn btn-primary btn-lg">
          {quality.enterHere}
        </Link>
      ) : (
        <button type="button" class="btn btn-primary btn-lg" onClick={opens("phone")}>
          {quality.byPhone}
        </button>
      )}
      {open.value === "phone" && <PhoneDialog api={board.api} product={product} onClose={shut} />}
      {open.value === "raise" && (
        <AlertDialog
          api={board.api}
          product={product}
          onClose={shut}
          onRaised={() => {
            shut();
            said.value = quality.raised;
          }}
        />
      )}
      {open.value === "values" && <ValuesDialog api={board.api} product={product} onClose={shut} />}
      {open.value === "sharing" && <SharingDialog api={board.api} product={product} onClose={shut} />}
      {open.value === "freeze" && <FreezeDialog api={board.api} product={product} chart={chart} onClose={shut} />}
      {open.value === "edit" && (
        <ProductForm
          title={quality.edit}
          product={product}
          submit={quality.save}
          onClose={shut}
          onSave={async (chosen) => {
            await board.api.changeProduct(product.id, chosen);
            shut();
          }}
        />
      )}
      {open.value === "delete" && (
        <Ask
          title={quality.deleteAsk(product.name)}
          hint={quality.deleteHint(product.measurements)}
          yes={quality.deleteYes}
          no={words.common.cancel}
          onNo={shut}
          onYes={() => {
            shut();
            void act(async () => {
              await board.api.deleteProduct(product.id);
              go("/spc");
              return undefined;
            });
          }}
        />
      )}
    </div>
  );
}
