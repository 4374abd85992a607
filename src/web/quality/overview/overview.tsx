/** The board's start page: a card for every product, and the open alerts. */
import { useSignal } from "@preact/signals";
import type { QualityApi } from "../../../client/quality-api.ts";
import type { Product } from "../../../domain/spc/product.ts";
import { account } from "../../account.ts";
import { go } from "../../router.ts";
import { Icon } from "../../ui/icon.tsx";
import { Link } from "../../ui/page.tsx";
import { common } from "../../ui/texts.ts";
import { Frame } from "../frame.tsx";
import { mayWrite } from "../may-write.ts";
import { PreferencesDialog } from "../preferences-dialog.tsx";
import { ProductForm } from "../product-form.tsx";
import { texts as qualityTexts } from "../texts.ts";
import { Toasts } from "../toasts.tsx";
import { type LiveBoard, useBoard } from "../use-board.ts";
import { AlertColumn } from "./alert-column.tsx";
import { ProductCard } from "./product-card.tsx";
import { texts } from "./texts.ts";

/** How many points a sparkline shows. */
const sparklinePoints = 30;

/** The page `/spc`. */
export function Overview() {
  const board = useBoard({ last: sparklinePoints });
  return (
    <Frame
      title={common.value.qualityBoard}
      board={board}
      width="full"
      home={account.value?.role === "teacher" ? "/teach" : "/"}
      ready={({ products }) => products !== undefined}
    >
      {() => <Body board={board} />}
    </Frame>
  );
}

function Body({ board }: { board: LiveBoard }) {
  const words = texts.value;
  const { products = [], charts, alerts } = board.state.value;
  const formOpen = useSignal(false);
  const writes = mayWrite();
  const newProductButton = (large: boolean) =>
    writes && (
      <button
        type="button"
        class={`btn btn-primary ${large ? "btn-huge" : "btn-lg"}`}
        onClick={() => {
          formOpen.value = true;
        }}
      >
        <Icon name="plus" />
        {words.newProduct}
      </button>
    );
  return (
    <div class="flex flex-col gap-6 py-4">
      <header class="flex flex-wrap items-center gap-x-4 gap-y-2">
        <h1 class="text-step max-sm:w-full sm:flex-1 font-extrabold tracking-tight">{common.value.qualityBoard}</h1>
        <Link to="/spc/statistics" class="btn btn-ghost px-3">
          {qualityTexts.value.statistics}
        </Link>
        {account.value && <PreferencesButton api={board.api} products={products} />}
        {products.length > 0 && newProductButton(false)}
      </header>
      {products.length === 0 ? (
        <section class="m-auto flex max-w-xl flex-col items-center gap-6 py-12 text-center">
          <p class="text-2xl font-bold tracking-tight text-balance">{words.what}</p>
          <p class="text-quiet text-balance">{writes ? words.begin : words.beginStudent}</p>
          {newProductButton(true)}
        </section>
      ) : (
        <div class="overview-grid">
          <ul class="product-cards">
            {products.map((product) => (
              <ProductCard key={product.id} product={product} chart={charts.get(product.id)} />
            ))}
          </ul>
          <AlertColumn board={board} alerts={alerts} writes={writes} />
        </div>
      )}
      {formOpen.value && (
        <ProductForm
          title={words.newProduct}
          submit={words.make}
          onClose={() => {
            formOpen.value = false;
          }}
          onSave={async (chosen) => {
            const { id } = await board.api.makeProduct(chosen);
            go(`/spc/${id}`);
          }}
        />
      )}
      <Toasts board={board} title={common.value.qualityBoard} signedIn={account.value !== null} />
    </div>
  );
}

function PreferencesButton({ api, products }: { api: QualityApi; products: readonly Product[] }) {
  const open = useSignal(false);
  return (
    <>
      <button
        type="button"
        class="btn btn-ghost px-3"
        onClick={() => {
          open.value = true;
        }}
      >
        {qualityTexts.value.notifications}
      </button>
      {open.value && (
        <PreferencesDialog
          api={api}
          products={products}
          onClose={() => {
            open.value = false;
          }}
        />
      )}
    </>
  );
}
