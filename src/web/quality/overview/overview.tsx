/** The board's start page: a card for every product, and the open alerts. */
import { useSignal } from "@preact/signals";
import type { QualityApi } from "../../../client/quality-api.ts";
import type { Folder } from "../../../domain/spc/folder.ts";
import type { Product } from "../../../domain/spc/product.ts";
import { account } from "../../account.ts";
import { go } from "../../router.ts";
import { Icon } from "../../ui/icon.tsx";
import { Link } from "../../ui/page.tsx";
import { common } from "../../ui/texts.ts";
import { FolderDialog } from "../course/folder-dialog.tsx";
import { FolderTiles } from "../course/folder-tiles.tsx";
import { SearchField, SearchResults } from "../course/product-search.tsx";
import { texts as courseTexts } from "../course/texts.ts";
import { useFolders } from "../course/use-folders.ts";
import { Frame } from "../frame.tsx";
import { mayWrite } from "../may-write.ts";
import { PreferencesDialog } from "../preferences-dialog.tsx";
import { ProductForm } from "../product-form.tsx";
import { SimulateButton } from "../simulation/simulate-button.tsx";
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
  const board = useBoard({ folder: null, last: sparklinePoints });
  const list = useFolders(board);
  return (
    <Frame
      title={common.value.qualityBoard}
      board={board}
      width="full"
      home={account.value?.role === "teacher" ? "/teach" : "/"}
      ready={({ products }) => products !== undefined && list.folders.value !== undefined}
    >
      {() => <Body board={board} folders={list.folders.value ?? []} />}
    </Frame>
  );
}

function Body({ board, folders }: { board: LiveBoard; folders: readonly Folder[] }) {
  const words = texts.value;
  const { products = [], alerts } = board.state.value;
  const formOpen = useSignal(false);
  const typed = useSignal("");
  const writes = mayWrite();
  const isEmpty = products.length === 0 && folders.length === 0;
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
        {!isEmpty && <SearchField typed={typed} />}
        <Link to="/spc/archive" class="btn btn-ghost px-3">
          {courseTexts.value.archive}
        </Link>
        <Link to="/spc/statistics" class="btn btn-ghost px-3">
          {qualityTexts.value.statistics}
        </Link>
        <Link to="/spc/gauge" class="btn btn-ghost px-3">
          {qualityTexts.value.gauge}
        </Link>
        {account.value && <PreferencesButton api={board.api} />}
        {writes && <SimulateButton api={board.api} />}
        {writes && <NewFolderButton api={board.api} />}
        {!isEmpty && newProductButton(false)}
      </header>
      {isEmpty ? (
        <section class="m-auto flex max-w-xl flex-col items-center gap-6 py-12 text-center">
          <p class="text-2xl font-bold tracking-tight text-balance">{words.what}</p>
          <p class="text-quiet text-balance">{writes ? words.begin : words.beginStudent}</p>
          {newProductButton(true)}
        </section>
      ) : (
        <div class="overview-grid">
          {typed.value.trim() ? (
            <SearchResults typed={typed} folders={folders} />
          ) : (
            <Cards board={board} folders={folders} />
          )}
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

/** The folders, and the products that are in none. */
function Cards({ board, folders }: { board: LiveBoard; folders: readonly Folder[] }) {
  const { products = [], charts } = board.state.value;
  return (
    <div class="flex min-w-0 flex-col gap-8">
      {folders.length > 0 && <FolderTiles folders={folders} />}
      {products.length > 0 && (
        <section class="flex flex-col gap-3">
          {folders.length > 0 && <h2 class="text-2xl font-bold tracking-tight">{courseTexts.value.loose}</h2>}
          <ul class="product-cards">
            {products.map((product) => (
              <ProductCard key={product.id} product={product} chart={charts.get(product.id)} />
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}

function NewFolderButton({ api }: { api: QualityApi }) {
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
        {courseTexts.value.newFolder}
      </button>
      {open.value && (
        <FolderDialog
          onClose={() => {
            open.value = false;
          }}
          onSave={async (input) => {
            const { id } = await api.makeFolder(input);
            go(`/spc/folders/${id}`);
          }}
        />
      )}
    </>
  );
}

/** The dialog offers all products, also those in folders. */
function PreferencesButton({ api }: { api: QualityApi }) {
  const products = useSignal<readonly Product[] | undefined>(undefined);
  return (
    <>
      <button
        type="button"
        class="btn btn-ghost px-3"
        onClick={() => {
          void api.products().then(
            (all) => {
              products.value = all;
            },
            // The dialog says why if the server cannot be reached.
            () => {
              products.value = [];
            },
          );
        }}
      >
        {qualityTexts.value.notifications}
      </button>
      {products.value && (
        <PreferencesDialog
          api={api}
          products={products.value}
          onClose={() => {
            products.value = undefined;
          }}
        />
      )}
    </>
  );
}
