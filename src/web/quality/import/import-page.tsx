/** The page to import measurements from a CSV file: choose or paste, check the columns, import. */
import { useSignal } from "@preact/signals";
import { includes } from "../../../domain/spc/permission.ts";
import { copyText } from "../../ui/copy-text.ts";
import { Icon } from "../../ui/icon.tsx";
import { Notice, Problem } from "../../ui/notice.tsx";
import { Link } from "../../ui/page.tsx";
import { common } from "../../ui/texts.ts";
import { Frame } from "../frame.tsx";
import { texts as qualityTexts } from "../texts.ts";
import { type LiveBoard, useBoard } from "../use-board.ts";
import { BadRows } from "./bad-rows.tsx";
import { FileInput } from "./file-input.tsx";
import { PreviewTable } from "./preview-table.tsx";
import { texts } from "./texts.ts";
import { TimeOptions } from "./time-options.tsx";
import { type Import, useImport } from "./use-import.ts";

/** The page `/spc/<id>/import`. */
export function ImportPage({ id }: { id: number }) {
  const board = useBoard({ product: id, last: 1 });
  const words = texts.value;
  const name = board.state.value.products?.[0]?.name;
  return (
    <Frame
      title={name ? `${qualityTexts.value.import}: ${name}` : qualityTexts.value.import}
      board={board}
      ready={({ products }) => products !== undefined}
    >
      {() =>
        includes(board.state.value.products?.[0]?.permission ?? "none", "write") ? (
          <Body board={board} id={id} name={name ?? ""} />
        ) : (
          <Notice says={words.onlyTeacher}>
            <Link to={`/spc/${id}`} class="btn btn-primary btn-lg">
              {qualityTexts.value.toProduct}
            </Link>
          </Notice>
        )
      }
    </Frame>
  );
}

function Body({ board, id, name }: { board: LiveBoard; id: number; name: string }) {
  const words = texts.value;
  const state = useImport(board, id, words.nothingWritten);
  const { text, table, mapping, rows, created, problem } = state;
  const newestPoint = board.state.value.charts.get(id)?.points.at(-1);
  const newest = newestPoint && Date.parse(newestPoint.measured_at);
  return (
    <div class="flex flex-col gap-5 py-4">
      <div>
        <Link to={`/spc/${id}`} class="inline-flex min-h-11 items-center gap-2 text-base text-quiet">
          <Icon name="left" />
          {name}
        </Link>
        <h1 class="text-step font-extrabold tracking-tight">{qualityTexts.value.import}</h1>
        <p class="mt-1 text-quiet">{words.importHint}</p>
      </div>
      {created !== undefined && <Success created={created} id={id} left={text} />}
      <FileInput text={text} onText={state.setText} />
      {table.rows.length > 0 && (
        <>
          <PreviewTable
            table={table}
            mapping={mapping}
            rows={rows}
            onMapping={(next) => state.choose({ mapping: next })}
          />
          <TimeOptions from={state} newest={newest} />
        </>
      )}
      {problem && <Problem says={problem} />}
      <BadRows rows={rows} />
      {table.rows.length > 0 && <SendButton state={state} />}
    </div>
  );
}

/** `left`: the rows that were left out, as they stay in the text field. */
function Success({ created, id, left }: { created: number; id: number; left: string }) {
  const words = texts.value;
  const copied = useSignal(false);
  return (
    <div class="card-plain flex flex-wrap items-center gap-4">
      <div class="min-w-60 flex-1" role="status">
        <p class="flex items-center gap-3 text-2xl font-bold tracking-tight text-done-ink">
          <Icon name="check" size="1.75rem" />
          {words.imported(created)}
        </p>
        {left && <p class="mt-1 text-base">{copied.value ? words.leftCopied : words.leftOut}</p>}
      </div>
      {left && (
        <>
          <button
            type="button"
            class="btn btn-lg"
            onClick={async () => {
              copied.value = await copyText(left);
            }}
          >
            {words.copyLeft}
          </button>
          <a
            class="btn btn-lg"
            download="left-out.csv"
            href={`data:text/csv;charset=utf-8,${encodeURIComponent(`\uFEFF${left}`)}`}
          >
            {words.downloadLeft}
          </a>
        </>
      )}
      <Link to={`/spc/${id}`} class="btn btn-primary btn-lg">
        {words.toChart}
      </Link>
    </div>
  );
}

function SendButton({ state: { rows, mapping, busy, send } }: { state: Import }) {
  const words = texts.value;
  if (mapping.measurement_value === undefined) return <p class="font-semibold">{words.chooseValue}</p>;
  const good = rows.filter(({ error }) => !error).length;
  return (
    <button
      type="button"
      class="btn btn-primary btn-huge self-start"
      disabled={busy || good === 0}
      onClick={() => void send()}
    >
      {busy ? common.value.sending.sending : good < rows.length ? words.uploadGood(good) : words.upload}
    </button>
  );
}
