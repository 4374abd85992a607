/** The gauge studies of one product, or of all, and the button for a new one. */
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { GaugeStudy } from "../../../domain/spc/gauge/schema.ts";
import { includes } from "../../../domain/spc/permission.ts";
import type { Product } from "../../../domain/spc/product.ts";
import { go } from "../../router.ts";
import { Icon } from "../../ui/icon.tsx";
import { errorText, Problem } from "../../ui/notice.tsx";
import { Link } from "../../ui/page.tsx";
import { formatTime } from "../format-time.ts";
import { Frame } from "../frame.tsx";
import { texts as qualityTexts } from "../texts.ts";
import { type LiveBoard, useBoard } from "../use-board.ts";
import { StudyForm } from "./study-form.tsx";
import { texts } from "./texts.ts";

/** The page `/spc/gauge`, or `/spc/<product>/gauge`. */
export function StudiesPage({ product }: { product?: number }) {
  const board = useBoard(product === undefined ? { last: 1 } : { product, last: 1 });
  return (
    <Frame
      title={texts.value.gauge}
      board={board}
      width="wide"
      home={product === undefined ? "/spc" : `/spc/${product}`}
      ready={({ products }) => products !== undefined}
    >
      {() => <Body board={board} product={product} />}
    </Frame>
  );
}

function Body({ board, product }: { board: LiveBoard; product: number | undefined }) {
  const words = texts.value;
  const { products = [] } = board.state.value;
  const studies = useSignal<readonly GaugeStudy[] | undefined>(undefined);
  const problem = useSignal<string | undefined>(undefined);
  const formOpen = useSignal(false);
  useEffect(() => {
    const read = async () => {
      try {
        studies.value = await board.api.gaugeStudies(product);
        problem.value = undefined;
      } catch (thrown) {
        problem.value = errorText(thrown);
      }
    };
    void read();
    return board.onStudies(() => void read());
  }, [board]);
  const managed = products.filter(({ permission }) => includes(permission, "all"));
  return (
    <div class="flex flex-col gap-6 py-4">
      <header class="flex flex-wrap items-center gap-x-4 gap-y-2">
        <div class="flex min-w-0 flex-1 basis-60 items-center">
          <Link to={product === undefined ? "/spc" : `/spc/${product}`} class="btn btn-ghost btn-square -ml-3">
            <Icon name="left" size="1.5rem" />
            <span class="sr-only">
              {product === undefined ? qualityTexts.value.toBoard : qualityTexts.value.toProduct}
            </span>
          </Link>
          <h1 class="min-w-0 text-3xl font-extrabold tracking-tight">{words.gauge}</h1>
        </div>
        {managed.length > 0 && (
          <button
            type="button"
            class="btn btn-primary btn-lg"
            onClick={() => {
              formOpen.value = true;
            }}
          >
            <Icon name="plus" />
            {words.newStudy}
          </button>
        )}
      </header>
      <p class="max-w-2xl text-quiet">{words.what}</p>
      {problem.value && <Problem says={problem.value} />}
      {studies.value?.length === 0 && <p class="text-quiet">{products.length === 0 ? words.noProduct : words.none}</p>}
      <ul class="flex flex-col gap-3">
        {studies.value?.map((study) => (
          <StudyRow key={study.id} study={study} product={products.find(({ id }) => id === study.product_id)} />
        ))}
      </ul>
      {formOpen.value && (
        <StudyForm
          title={words.newStudy}
          submit={words.make}
          products={managed}
          onClose={() => {
            formOpen.value = false;
          }}
          onSave={async (of, chosen) => {
            const { id } = await board.api.makeGaugeStudy(of, chosen);
            go(`/spc/${of}/gauge/${id}`);
          }}
        />
      )}
    </div>
  );
}

function StudyRow({ study, product }: { study: GaugeStudy; product: Product | undefined }) {
  const words = texts.value;
  const { operators, parts, repeats, measured } = study;
  const all = operators.length * parts.length * repeats;
  return (
    <li>
      <Link
        to={`/spc/${study.product_id}/gauge/${study.id}`}
        class="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1 rounded-box bg-base-100 p-5 ring-1 ring-base-300 hover:ring-2 hover:ring-quiet"
      >
        <span class="flex min-w-0 flex-col">
          <span class="text-xl font-bold tracking-tight">{study.name}</span>
          <span class="text-base text-quiet">
            {product ? `${product.name} · ` : ""}
            {words.design(operators.length, parts.length, repeats)}
          </span>
        </span>
        <span class="text-base tabular-nums">
          {words.measuredOf(measured, all)} <span class="text-quiet">· {formatTime(study.created_at)}</span>
        </span>
      </Link>
    </li>
  );
}
