/** The phases of a product side by side: their subgroups, limits and capability. */
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { CurrentCapability, QualityApi } from "../../../client/quality-api.ts";
import { toRefusal } from "../../../client/refusal.ts";
import { verdictOf } from "../../../domain/spc/capability.ts";
import type { Chart, LimitsVersion } from "../../../domain/spc/chart.ts";
import { type Phase, phasesOf } from "../../../domain/spc/phases.ts";
import { Icon } from "../../ui/icon.tsx";
import { Summary } from "../../ui/summary.tsx";
import { digitsFor, formatFixed } from "../digits.ts";
import { formatCount } from "../numbers.ts";
import { texts as qualityTexts } from "../texts.ts";
import { PhaseNameDialog } from "./phase-name-dialog.tsx";
import { texts } from "./texts.ts";

/** How many phases are compared: the newest ones. */
const maxPhases = 6;

interface PhasesProps {
  api: QualityApi;
  chart: Chart;
  /** Whether the caller may rename them. */
  writes: boolean;
}

/** A phase with what is shown of it. */
interface Column {
  readonly phase: Phase;
  readonly title: string;
  readonly version: LimitsVersion | undefined;
  /** `null`: too few values; `undefined`: not loaded yet. */
  readonly capability: CurrentCapability | null | undefined;
}

/** Renders nothing before limits were frozen; the capability is read while it is open. */
export function PhasesSection({ api, chart, writes }: PhasesProps) {
  const words = texts.value;
  const open = useSignal(false);
  const renamed = useSignal<LimitsVersion | undefined>(undefined);
  const { versions = [], product_id: id } = chart;
  const phases = phasesOf(versions);
  const shown = phases.slice(-maxPhases);
  const capabilities = useSignal<ReadonlyMap<number | null, CurrentCapability | null>>(new Map());
  useEffect(() => {
    if (!open.value) return;
    let isCurrent = true;
    void (async () => {
      const found = new Map<number | null, CurrentCapability | null>();
      for (const { version } of shown) {
        const capability = await readCapability(api, id, version === chart.limits_version ? null : version);
        if (!isCurrent) return;
        if (capability !== undefined) found.set(version, capability);
        capabilities.value = new Map(found);
      }
    })();
    return () => {
      isCurrent = false;
    };
  }, [open.value, id, versions]);
  if (versions.length === 0) return null;
  const columns = shown.map((phase, n): Column => {
    const version = versions.find((one) => one.version === phase.version);
    const title = qualityTexts.value.plot.phase(phases.length - shown.length + n + 1, version?.name ?? null);
    return { phase, title, version, capability: capabilities.value.get(phase.version) };
  });
  return (
    <details
      class="rounded-box bg-base-100 ring-1 ring-base-300 lg:col-span-2"
      onToggle={({ currentTarget }) => {
        open.value = currentTarget.open;
      }}
    >
      <Summary class="px-5">{words.phases}</Summary>
      {open.value && (
        <section
          class="overflow-x-auto px-5 pb-5"
          aria-label={words.phases}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is scrolled by keyboard too
          tabIndex={0}
        >
          <PhasesTable
            columns={columns}
            writes={writes}
            onRename={(version) => {
              renamed.value = version;
            }}
          />
        </section>
      )}
      {renamed.value && (
        <PhaseNameDialog
          api={api}
          product={id}
          version={renamed.value}
          onClose={() => {
            renamed.value = undefined;
          }}
        />
      )}
    </details>
  );
}

/** Reads the capability of a phase (`null`: the current one); `undefined` if it could not be read. */
const readCapability = (api: QualityApi, id: number, version: number | null) =>
  (version === null ? api.capability(id) : api.phaseCapability(id, version)).catch((thrown: unknown) =>
    toRefusal(thrown).status === 422 ? null : undefined,
  );

interface TableProps {
  columns: readonly Column[];
  writes: boolean;
  onRename: (version: LimitsVersion) => void;
}

function PhasesTable({ columns, writes, onRename }: TableProps) {
  const words = texts.value;
  const figure = (value: number | null | undefined, digits: number) =>
    value === null || value === undefined ? "–" : formatFixed(value, digits);
  const digits = ({ version, capability }: Column) =>
    digitsFor(version ? version.ucl - version.lcl : (capability?.sigma_overall ?? 1) * 6) + 1;
  const rows: [string, (column: Column) => string][] = [
    [
      words.phaseSubgroups,
      ({ phase: { from, to } }) => (Number.isFinite(to) ? `${from}–${to}` : words.phaseSince(from)),
    ],
    [
      words.phaseLimits,
      (column) =>
        column.version
          ? `${figure(column.version.lcl, digits(column))} – ${figure(column.version.ucl, digits(column))}`
          : "–",
    ],
    [words.values, ({ capability }) => (capability ? formatCount(capability.count) : "–")],
    [words.mean, (column) => figure(column.capability?.mean, digits(column))],
    [words.sigmaOverall, (column) => figure(column.capability?.sigma_overall, digits(column) + 1)],
    ...(["cp", "cpk", "pp", "ppk"] as const).map((index): [string, (column: Column) => string] => [
      words.indices[index],
      ({ capability }) => figure(capability?.[index], 2),
    ]),
    [
      words.verdictRow,
      ({ capability }) => {
        const verdict = capability ? verdictOf(capability) : null;
        return verdict ? words.verdict[verdict] : "–";
      },
    ],
  ];
  return (
    <table class="sheet-table w-auto">
      <thead>
        <tr>
          <td />
          {columns.map(({ phase, title, version }) => (
            <th key={phase.from} scope="col" class="number whitespace-nowrap">
              {title}
              {writes && version && (
                <button
                  type="button"
                  class="btn btn-ghost btn-square ml-1 align-middle"
                  aria-label={words.phaseRename(title)}
                  onClick={() => onRename(version)}
                >
                  <Icon name="pencil" />
                </button>
              )}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(([name, of]) => (
          <tr key={name}>
            <th scope="row" class="whitespace-nowrap">
              {name}
            </th>
            {columns.map((column) => (
              <td key={column.phase.from} class="number whitespace-nowrap">
                {of(column)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
