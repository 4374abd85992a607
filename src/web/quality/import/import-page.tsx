/** Measurements out of a CSV: chosen, dropped or pasted, looked at, sent; a line that does not fit is shown. */

import { useSignal } from "@preact/signals";
import { newCommandId } from "../../../client/clock.ts";
import { toRefusal } from "../../../client/refusal.ts";
import type { Misfit } from "../../../domain/faults.ts";
import { includes } from "../../../domain/spc/permission.ts";
import { Icon } from "../../ui/icon.tsx";
import { because, Notice, Problem } from "../../ui/notice.tsx";
import { Link } from "../../ui/page.tsx";
import { common } from "../../ui/texts.ts";
import { Frame } from "../frame.tsx";
import { texts as qualityTexts } from "../texts.ts";
import { type LiveBoard, useBoard } from "../use-board.ts";
import { BadLines } from "./bad-lines.tsx";
import { textOf, withHeader } from "./csv.ts";
import { PreviewTable } from "./preview-table.tsx";
import { texts } from "./texts.ts";
import { TimeWarning } from "./time-warning.tsx";

/** The page of a product at which a table is imported. */
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

interface Outcome {
  readonly created?: number;
  readonly problem?: string;
  readonly errors?: readonly Misfit[];
}

function Body({ board, id, name }: { board: LiveBoard; id: number; name: string }) {
  const words = texts.value;
  const csv = useSignal("");
  const over = useSignal(false);
  const busy = useSignal(false);
  const outcome = useSignal<Outcome>({});
  // Of this table: where the answer was lost, pressing once more writes nothing twice.
  const key = useSignal(newCommandId());
  const newestPoint = board.state.value.charts.get(id)?.points.at(-1);
  const newest = newestPoint && Date.parse(newestPoint.measured_at);
  const take = (text: string) => {
    csv.value = text;
    key.value = newCommandId();
    outcome.value = {};
  };
  const takeFile = async (file: Blob | null | undefined) => {
    if (file) take(await textOf(file));
  };
  const send = async () => {
    busy.value = true;
    outcome.value = {};
    // What is shown beside a bad line is what was sent.
    csv.value = withHeader(csv.value);
    try {
      outcome.value = await board.api.importCsv(id, csv.value, key.value);
      csv.value = "";
    } catch (thrown) {
      outcome.value = { problem: because(thrown), errors: toRefusal(thrown).errors };
    } finally {
      busy.value = false;
    }
  };
  const { created, problem, errors } = outcome.value;
  return (
    <div class="flex flex-col gap-5 py-4">
      <div>
        <Link to={`/spc/${id}`} class="inline-flex min-h-11 items-center gap-2 text-base text-quiet">
          <Icon name="left" />
          {name}
        </Link>
        <h1 class="text-step font-extrabold tracking-tight">{qualityTexts.value.import}</h1>
        <p class="text-quiet">{words.importHint}</p>
        <p class="font-code text-base">measurement_value, sample_number, subgroup_number, measured_at</p>
      </div>
      {created !== undefined && (
        <div class="card-plain flex flex-wrap items-center gap-4" role="status">
          <p class="flex flex-1 items-center gap-3 text-2xl font-bold tracking-tight text-done-ink">
            <Icon name="check" size="1.75rem" />
            {words.imported(created)}
          </p>
          <Link to={`/spc/${id}`} class="btn btn-primary btn-lg">
            {words.toChart}
          </Link>
        </div>
      )}
      <label
        class={`drop-zone ${over.value ? "drop-over" : ""}`}
        onDragOver={(event) => {
          event.preventDefault();
          over.value = true;
        }}
        onDragLeave={() => {
          over.value = false;
        }}
        onDrop={(event) => {
          event.preventDefault();
          over.value = false;
          void takeFile(event.dataTransfer?.files[0]);
        }}
      >
        <span class="btn btn-lg">{words.chooseFile}</span>
        <span class="text-base text-quiet">{words.dropHere}</span>
        <input
          type="file"
          class="sr-only"
          accept=".csv,.tsv,.txt,text/csv"
          onChange={({ currentTarget }) => {
            void takeFile(currentTarget.files?.[0]);
            currentTarget.value = "";
          }}
        />
      </label>
      <div class="flex flex-col gap-2">
        <label class="label-text" for="rows">
          {words.pasteRows}
        </label>
        <textarea
          id="rows"
          class="textarea min-h-32 font-code text-base"
          spellcheck={false}
          placeholder={"measurement_value\n10.02\n9.97"}
          value={csv.value}
          onInput={({ currentTarget }) => take(currentTarget.value)}
        />
      </div>
      {csv.value.trim() !== "" && <PreviewTable csv={withHeader(csv.value)} />}
      {csv.value.trim() !== "" && created === undefined && (
        <TimeWarning csv={withHeader(csv.value)} newest={newest} onSort={take} />
      )}
      {problem && (
        <div class="flex flex-col gap-2">
          <Problem says={errors?.length ? words.nothingWritten : problem} />
          <BadLines csv={csv.value} errors={errors ?? []} />
        </div>
      )}
      {csv.value.trim() !== "" && (
        <button
          type="button"
          class="btn btn-primary btn-huge self-start"
          disabled={busy.value}
          onClick={() => void send()}
        >
          {busy.value ? common.value.sending.sending : words.upload}
        </button>
      )}
    </div>
  );
}
