/** A gauge study's page: the values to type into, the result, and the charts. It follows what others measure. */
import { useSignal } from "@preact/signals";
import { includes } from "../../../domain/spc/permission.ts";
import type { Product } from "../../../domain/spc/product.ts";
import { account } from "../../account.ts";
import { go } from "../../router.ts";
import { useAttempt } from "../../ui/attempt.ts";
import { Confirm } from "../../ui/dialog.tsx";
import { Icon } from "../../ui/icon.tsx";
import { Menu, MenuButton } from "../../ui/menu.tsx";
import { errorNotice, Loading, Notice, Problem } from "../../ui/notice.tsx";
import { Link } from "../../ui/page.tsx";
import { common } from "../../ui/texts.ts";
import { Frame } from "../frame.tsx";
import { PhoneDialog } from "../product/phone-dialog.tsx";
import { saveFile, toFileName } from "../save-file.ts";
import { texts as qualityTexts } from "../texts.ts";
import { type LiveBoard, useBoard } from "../use-board.ts";
import { GaugeCharts } from "./charts.tsx";
import { PasteDialog } from "./paste-dialog.tsx";
import { type GaugeMethod, Results } from "./results.tsx";
import { studyCsv } from "./save-csv.ts";
import { StudyForm } from "./study-form.tsx";
import { texts } from "./texts.ts";
import { type LiveStudy, useStudy } from "./use-study.ts";
import { ValuesTable } from "./values-table.tsx";

/** A table with more columns is too wide for paper; the values can be saved as a file. */
const maxPrintedColumns = 18;

/** The page `/spc/<product>/gauge/<study>`. */
export function StudyPage({ product: id, study: number }: { product: number; study: number }) {
  const board = useBoard({ product: id, last: 1 });
  const live = useStudy(board, { product: id, study: number });
  const product = board.state.value.products?.[0];
  return (
    <Frame
      title={live.study.value?.name ?? texts.value.gauge}
      board={board}
      width="full"
      home={`/spc/${id}`}
      ready={({ products }) => products !== undefined}
    >
      {() => product && <Body board={board} product={product} live={live} />}
    </Frame>
  );
}

interface BodyProps {
  board: LiveBoard;
  product: Product;
  live: LiveStudy;
}

function Body({ board, product, live }: BodyProps) {
  const words = texts.value;
  const method = useSignal<GaugeMethod>("anova");
  const study = live.study.value;
  const problem = live.problem.value;
  if (problem && problem.status >= 400 && problem.status < 500) {
    return (
      <Notice says={problem.status === 404 ? words.gone : errorNotice(problem)}>
        <Link to={`/spc/${product.id}/gauge`} class="btn btn-lg">
          {words.toStudies}
        </Link>
      </Notice>
    );
  }
  if (!study) return <Loading />;
  const { operators, parts, repeats, measured, runs } = study;
  return (
    <div class="gauge-page">
      <header class="flex flex-wrap items-center gap-x-5 gap-y-2 xl:col-span-2">
        <div class="flex min-w-0 items-center">
          <Link to={`/spc/${product.id}/gauge`} class="no-print btn btn-ghost btn-square -ml-3">
            <Icon name="left" size="1.5rem" />
            <span class="sr-only">{words.toStudies}</span>
          </Link>
          <h1 class="min-w-0 text-[clamp(1.6rem,1.3rem+1.2vw,2.5rem)] leading-tight font-extrabold tracking-tight">
            {study.name}
          </h1>
        </div>
        <p class="text-lg text-quiet tabular-nums">
          {product.name} · {words.design(operators.length, parts.length, repeats)} ·{" "}
          <span role="status">{words.measuredOf(measured, runs.length)}</span>
        </p>
        <Actions board={board} product={product} live={live} />
      </header>
      <section
        class={`card-plain flex min-w-0 flex-col gap-3 ${operators.length * repeats > maxPrintedColumns ? "no-print" : ""}`}
      >
        <h2 class="text-xl font-bold tracking-tight">{words.values}</h2>
        {includes(product.permission, "write") && <p class="no-print text-base text-quiet">{words.valuesHint}</p>}
        <ValuesTable study={study} writes={includes(product.permission, "write")} enter={live.enter} />
      </section>
      <aside class="min-w-0">
        <Results
          study={study}
          method={method.value}
          onMethod={(next) => {
            method.value = next;
          }}
        />
      </aside>
      <div class="min-w-0">{measured > 0 && <GaugeCharts study={study} method={method.value} />}</div>
    </div>
  );
}

function Actions({ board, product, live }: BodyProps) {
  const words = texts.value;
  const dialog = useSignal<"phone" | "paste" | "edit" | "delete" | undefined>(undefined);
  const { problem, attempt } = useAttempt();
  const study = live.study.value;
  if (!study) return null;
  const [manages, writes] = [includes(product.permission, "all"), includes(product.permission, "write")];
  const close = () => {
    dialog.value = undefined;
  };
  const open = (name: NonNullable<typeof dialog.value>) => () => {
    dialog.value = name;
  };
  const of = { product: product.id, study: study.id };
  const entryPage = `gauge-entry/${study.id}`;
  return (
    <div class="no-print relative ml-auto flex flex-wrap items-center justify-end gap-2">
      {problem.value && <Problem says={problem.value} />}
      <Menu label={words.more}>
        <MenuButton
          onPress={() =>
            saveFile(`${toFileName(study.name)}.csv`, new Blob([studyCsv(study)], { type: "text/csv;charset=utf-8" }))
          }
        >
          {words.saveCsv}
        </MenuButton>
        <MenuButton onPress={() => print()}>{words.print}</MenuButton>
        {manages && <MenuButton onPress={open("edit")}>{words.edit}</MenuButton>}
        {manages && <MenuButton onPress={open("delete")}>{words.delete}</MenuButton>}
      </Menu>
      {writes && (
        <button type="button" class="btn btn-lg" onClick={open("paste")}>
          {words.pasteAll}
        </button>
      )}
      {manages && account.value !== null ? (
        <button type="button" class="btn btn-primary btn-lg" onClick={open("phone")}>
          {words.byPhone}
        </button>
      ) : (
        writes && (
          <Link to={`/spc/${product.id}/${entryPage}`} class="btn btn-primary btn-lg">
            {words.enter}
          </Link>
        )
      )}
      {dialog.value === "phone" && <PhoneDialog api={board.api} product={product} page={entryPage} onClose={close} />}
      {dialog.value === "paste" && <PasteDialog study={study} enter={live.enter} onClose={close} />}
      {dialog.value === "edit" && (
        <StudyForm
          title={words.edit}
          submit={qualityTexts.value.save}
          study={study}
          products={[product]}
          onClose={close}
          onSave={async (_, { repeats: __, order: ___, ...change }) => {
            live.study.value = await board.api.changeGaugeStudy(of, change);
            close();
          }}
        />
      )}
      {dialog.value === "delete" && (
        <Confirm
          title={words.deleteAsk(study.name)}
          hint={words.deleteHint(study.measured)}
          yes={words.delete}
          no={common.value.cancel}
          onNo={close}
          onYes={() => {
            close();
            void attempt(async () => {
              await board.api.deleteGaugeStudy(of);
              go(`/spc/${product.id}/gauge`);
            });
          }}
        />
      )}
    </div>
  );
}
