/** What a teacher does with a product: enter by phone first, the rest beside it. */
import { type Signal, useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import type { Chart } from "../../../domain/spc/chart.ts";
import { includes } from "../../../domain/spc/permission.ts";
import type { Product } from "../../../domain/spc/product.ts";
import { account } from "../../account.ts";
import { go } from "../../router.ts";
import { useAttempt } from "../../ui/attempt.ts";
import { Ask } from "../../ui/dialog.tsx";
import { Icon } from "../../ui/icon.tsx";
import { Problem } from "../../ui/notice.tsx";
import { Link } from "../../ui/page.tsx";
import { common } from "../../ui/texts.ts";
import { ProductForm } from "../product-form.tsx";
import { texts as qualityTexts } from "../texts.ts";
import type { LiveBoard } from "../use-board.ts";
import { AlertDialog } from "./alert-dialog.tsx";
import { FreezeDialog } from "./freeze-dialog.tsx";
import { PhoneDialog } from "./phone-dialog.tsx";
import { SharingDialog } from "./sharing-dialog.tsx";
import { texts } from "./texts.ts";
import { ValuesDialog } from "./values-dialog.tsx";

type Open = "phone" | "freeze" | "raise" | "values" | "sharing" | "edit" | "delete" | undefined;

interface ActionsProps {
  board: LiveBoard;
  product: Product;
  chart: Chart;
}

/** The button, the menu, and what they open. */
export function Actions({ board, product, chart }: ActionsProps) {
  const words = texts.value;
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
          {words.manage}
          <Icon name="down" />
        </summary>
        <div class="menu-sheet">
          {manages && item(words.freeze, opens("freeze"))}
          {manages &&
            item(
              words.analyse,
              () =>
                void act(async () => {
                  await board.api.analyse(product.id);
                  return words.analysed;
                }),
            )}
          {manages && item(words.raise, opens("raise"))}
          {item(qualityTexts.value.import, () => go(`/spc/${product.id}/import`))}
          {manages && item(words.correctValues, opens("values"))}
          {manages && item(words.edit, opens("edit"))}
          {owns && account.value !== null && item(words.sharing, opens("sharing"))}
          {owns && item(words.delete, opens("delete"))}
        </div>
      </details>
      {account.value === null || !manages ? (
        <Link to={`/spc/${product.id}/enter`} class="btn btn-primary btn-lg">
          {words.enterHere}
        </Link>
      ) : (
        <button type="button" class="btn btn-primary btn-lg" onClick={opens("phone")}>
          {words.byPhone}
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
            said.value = words.raised;
          }}
        />
      )}
      {open.value === "values" && <ValuesDialog api={board.api} product={product} onClose={shut} />}
      {open.value === "sharing" && <SharingDialog api={board.api} product={product} onClose={shut} />}
      {open.value === "freeze" && <FreezeDialog api={board.api} product={product} chart={chart} onClose={shut} />}
      {open.value === "edit" && (
        <ProductForm
          title={words.edit}
          product={product}
          submit={qualityTexts.value.save}
          onClose={shut}
          onSave={async (chosen) => {
            await board.api.changeProduct(product.id, chosen);
            shut();
          }}
        />
      )}
      {open.value === "delete" && (
        <Ask
          title={words.deleteAsk(product.name)}
          hint={words.deleteHint(product.measurements)}
          yes={words.deleteYes}
          no={common.value.cancel}
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
