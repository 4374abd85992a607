/** The first rows of the table, with a choice above each column of what it contains; rows with errors are marked. */
import { knownTags } from "../../../domain/spc/tag-names.ts";
import { formatCount } from "../numbers.ts";
import { assign, fields, type Mapping, type Meaning, meaningOf, ownTag } from "./columns.ts";
import type { ConvertedRow } from "./convert.ts";
import type { Table } from "./csv.ts";
import { meaningText } from "./meaning-text.ts";
import { texts } from "./texts.ts";

const rowsShown = 6;
/** Columns after these cannot be chosen. */
const maxColumns = 40;

interface PreviewProps {
  table: Table;
  mapping: Mapping;
  /** Empty if no column has the values. */
  rows: readonly ConvertedRow[];
  onMapping: (mapping: Mapping) => void;
}

export function PreviewTable({ table, mapping, rows, onMapping }: PreviewProps) {
  const words = texts.value;
  const total = table.rows.length;
  const columns = Array.from({ length: Math.min(maxColumns, table.width) }, (_, column) => ({
    column,
    name: table.header?.[column] || words.columnNumber(column + 1),
  }));
  const shown =
    rows.length > 0
      ? rows.slice(0, rowsShown)
      : table.rows.slice(0, rowsShown).map((row) => ({ row, error: undefined }));
  return (
    <figure class="flex flex-col gap-2">
      <figcaption class="font-semibold">{words.preview(formatCount(total))}</figcaption>
      <section
        class="overflow-x-auto rounded-box bg-base-100 px-5 py-2 ring-1 ring-base-300"
        aria-label={words.previewTitle}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: keyboard users must be able to scroll it
        tabIndex={0}
      >
        <table class="sheet-table">
          <thead>
            <tr>
              <th scope="col">{words.line}</th>
              {columns.map(({ column, name }) => (
                <th key={column} scope="col" class="min-w-40">
                  <span class="block pb-1">{name}</span>
                  <ColumnChoice name={name} column={column} mapping={mapping} onMapping={onMapping} />
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {shown.map(({ row, error }) => (
              <tr key={row.line} class={error ? "bg-help-soft text-help-ink" : ""}>
                <th scope="row" class="tabular-nums">
                  {row.line}
                </th>
                {columns.map(({ column }) => (
                  <td key={column} class="tabular-nums">
                    {row.cells[column]}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
        {total > rowsShown && <p class="py-2 text-base text-quiet">{words.andMore(formatCount(total - rowsShown))}</p>}
      </section>
    </figure>
  );
}

interface ChoiceProps {
  name: string;
  column: number;
  mapping: Mapping;
  onMapping: (mapping: Mapping) => void;
}

function ColumnChoice({ name, column, mapping, onMapping }: ChoiceProps) {
  const words = texts.value;
  const own = ownTag(name);
  const tags = [...new Set([...knownTags, ...(own === undefined ? [] : [own])])];
  const meanings: readonly Meaning[] = [...fields, ...tags.map((tag) => ({ tag }))];
  const chosen = meaningOf(mapping, column);
  const option = (meaning: Meaning) => (
    <option key={idOf(meaning)} value={idOf(meaning)}>
      {meaningText(meaning)}
    </option>
  );
  return (
    <select
      class="select"
      aria-label={words.meaningOf(name)}
      value={chosen === undefined ? "" : idOf(chosen)}
      onChange={({ currentTarget }) => {
        const next = meanings.find((meaning) => idOf(meaning) === currentTarget.value);
        onMapping(assign(mapping, column, next));
      }}
    >
      <option value="">{words.notUsed}</option>
      {fields.map(option)}
      <optgroup label={words.tags}>{tags.map((tag) => option({ tag }))}</optgroup>
    </select>
  );
}

const idOf = (meaning: Meaning): string => (typeof meaning === "string" ? meaning : `tag:${meaning.tag}`);
