/** The board's start page: a card for every product, and the open alerts. */
import { useSignal } from "@preact/signals";
import { account } from "../../account.ts";
import { go } from "../../router.ts";
import { Icon } from "../../ui/icon.tsx";
import { Link } from "../../ui/page.tsx";
import { common } from "../../ui/texts.ts";
import { AlertList } from "../alert-list.tsx";
import { Frame } from "../frame.tsx";
import { mayWrite } from "../may-write.ts";
import { PreferencesDialog } from "../preferences-dialog.tsx";
import { ProductForm } from "../product-form.tsx";
import { texts as qualityTexts } from "../texts.ts";
import { Toasts } from "../toasts.tsx";
import { type LiveBoard, useBoard } from "../use-board.ts";
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
  const preferencesOpen = useSignal(false);
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
        {account.value && (
          <button
            type="button"
            class="btn btn-ghost px-3"
            onClick={() => {
              preferencesOpen.value = true;
            }}
          >
            {qualityTexts.value.notifications}
          </button>
        )}
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
      {preferencesOpen.value && (
        <PreferencesDialog
          api={board.api}
          products={products}
          onClose={() => {
            preferencesOpen.value = false;
          }}
        />
      )}
      <Toasts board={board} title={common.value.qualityBoard} signedIn={account.value !== null} />
    </div>
  );
}

interface ColumnProps {
  board: LiveBoard;
  alerts: Parameters<typeof AlertList>[0]["alerts"];
  writes: boolean;
}

/** How many alerts are listed; the history has the others. */
const maxAlerts = 20;

function AlertColumn({ board, alerts, writes }: ColumnProps) {
  const words = texts.value;
  const minPriority = useSignal(1);
  const matching = alerts.filter(({ priority, status }) => priority >= minPriority.value && status !== "RESOLVED");
  return (
    <section class="flex min-w-0 flex-col gap-3">
      <div class="flex flex-wrap items-center gap-x-4 gap-y-2">
        <h2 class="flex-1 text-2xl font-bold tracking-tight">{words.openAlerts}</h2>
        <select
          class="select w-auto"
          aria-label={qualityTexts.value.fromPriority}
          value={minPriority.value}
          onChange={({ currentTarget }) => {
            minPriority.value = Number(currentTarget.value);
          }}
        >
          {[1, 2, 3, 4].map((priority) => (
            <option key={priority} value={priority}>
              {priority === 1
                ? qualityTexts.value.allPriorities
                : qualityTexts.value.priorityFrom(qualityTexts.value.priorities[priority - 1] ?? "")}
            </option>
          ))}
        </select>
      </div>
      <AlertList alerts={matching.slice(0, maxAlerts)} api={board.api} writes={writes} none={words.noAlerts} named />
      <Link to="/spc/statistics" class="flex min-h-11 items-center self-start text-base text-quiet underline">
        {words.toHistory}
      </Link>
    </section>
  );
}
