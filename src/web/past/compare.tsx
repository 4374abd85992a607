/** Compares two classes of one lesson: their figures side by side, step by step, as a chart and as tables. */
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { ListedSession } from "../../client/api.ts";
import { type ClassFigures, compareSteps, toFigures } from "../../client/comparison.ts";
import type { Session } from "../../features/whole-session.ts";
import { api } from "../api.ts";
import { locale } from "../language.ts";
import { formatDay, formatMs, formatTime } from "../report/time.ts";
import { go } from "../router.ts";
import { errorNotice, Loading, Notice } from "../ui/notice.tsx";
import { Link, Page } from "../ui/page.tsx";
import { letters, StepChart } from "./step-chart.tsx";
import { texts } from "./texts.ts";

/** `code` is the one class; `?with=<code>` in the address the other. Without it, the page offers classes to choose. */
export function Compare({ code }: { code: string }) {
  const other = useSignal(otherInAddress());
  // The router follows the path only.
  useEffect(() => {
    const follow = () => {
      other.value = otherInAddress();
    };
    addEventListener("popstate", follow);
    return () => removeEventListener("popstate", follow);
  }, []);
  const choose = (chosen: string | null) => {
    go(`/teach/${code}/compare${chosen === null ? "" : `?with=${chosen}`}`);
    other.value = chosen;
  };
  if (other.value === null) return <ChooseOther code={code} onChoose={choose} />;
  return <Compared key={other.value} codes={[code, other.value]} onOther={() => choose(null)} />;
}

const otherInAddress = () => new URLSearchParams(location.search).get("with");

/** How many classes are offered. */
const maxOffered = 50;

function ChooseOther({ code, onChoose }: { code: string; onChoose: (other: string) => void }) {
  const words = texts.value;
  const others = useSignal<readonly ListedSession[] | undefined>(undefined);
  const problem = useSignal<unknown>(undefined);
  useEffect(() => {
    const load = async () => {
      const { id, lesson } = await api.session(code);
      const { data } = await api.sessions({ lesson: lesson?.id, ended: "true", limit: maxOffered });
      others.value = lesson ? data.filter((session) => session.id !== id) : [];
    };
    load().catch((thrown) => {
      problem.value = thrown;
    });
  }, [code]);
  const found = others.value;
  return (
    <Page title={words.compare} home="/teach" width="wide">
      {problem.value !== undefined || found?.length === 0 ? (
        <Notice says={problem.value === undefined ? [words.noOther, ""] : errorNotice(problem.value)}>
          <Link to={`/teach/${code}/report`} class="btn btn-lg">
            {words.toReport}
          </Link>
        </Notice>
      ) : found === undefined ? (
        <Loading />
      ) : (
        <div class="flex flex-col gap-4 py-6">
          <h1 class="text-step font-extrabold tracking-tight">{words.chooseOther}</h1>
          <ul class="flex flex-col gap-2">
            {found.map((session) => (
              <li key={session.id}>
                <button
                  type="button"
                  class="flex min-h-14 w-full flex-col rounded-box bg-base-100 px-5 py-2 text-left ring-1 ring-base-300"
                  onClick={() => onChoose(session.code)}
                >
                  <span class="text-lg font-bold">{session.title}</span>
                  <span class="text-base text-quiet">{whenOf(session)}</span>
                </button>
              </li>
            ))}
          </ul>
        </div>
      )}
    </Page>
  );
}

const whenOf = ({ started_at, created_at, code }: Pick<Session, "started_at" | "created_at" | "code">) => {
  const at = started_at ?? created_at;
  return `${formatDay(at)}, ${formatTime(at)} · ${code}`;
};

interface ComparedClass {
  readonly session: Session;
  readonly figures: ClassFigures;
}

async function readClass(code: string): Promise<ComparedClass> {
  const [session, report] = await Promise.all([api.session(code), api.report(code)]);
  const controls = session.features.includes("steps") ? (await api.allControls(session.id)).data.toReversed() : [];
  return { session, figures: toFigures({ session, report, controls }) };
}

interface ComparedProps {
  codes: readonly [string, string];
  /** Chooses another class. */
  onOther: () => void;
}

function Compared({ codes, onOther }: ComparedProps) {
  const words = texts.value;
  const classes = useSignal<readonly [ComparedClass, ComparedClass] | undefined>(undefined);
  const problem = useSignal<unknown>(undefined);
  useEffect(() => {
    Promise.all([readClass(codes[0]), readClass(codes[1])]).then(
      (read) => {
        classes.value = read;
      },
      (thrown) => {
        problem.value = thrown;
      },
    );
  }, []);
  return (
    <Page title={words.comparing} home="/teach" width="wide">
      {problem.value !== undefined ? (
        <Notice says={errorNotice(problem.value)}>
          <button type="button" class="btn btn-lg" onClick={onOther}>
            {words.otherClass}
          </button>
        </Notice>
      ) : classes.value === undefined ? (
        <Loading />
      ) : (
        <Sheet classes={classes.value} onOther={onOther} />
      )}
    </Page>
  );
}

interface SheetProps {
  classes: readonly [ComparedClass, ComparedClass];
  onOther: () => void;
}

function Sheet({ classes: [a, b], onOther }: SheetProps) {
  const words = texts.value;
  const steps = compareSteps(a.figures, b.figures);
  return (
    <div class="flex flex-col gap-4 py-4">
      <div class="no-print flex flex-wrap gap-3">
        <button type="button" class="btn btn-lg" onClick={onOther}>
          {words.otherClass}
        </button>
        <Link to={`/teach/${a.session.code}/report`} class="btn btn-ghost btn-lg">
          {words.toReport}
        </Link>
      </div>
      <article class="sheet flex flex-col gap-8 rounded-box bg-base-100 p-5 ring-1 ring-base-300 sm:p-10 print:ring-0">
        <h1 class="text-step font-extrabold tracking-tight">{words.comparing}</h1>
        <Totals classes={[a, b]} />
        {steps.length > 0 && (
          <div class="sheet-part">
            <h2 class="text-2xl font-bold tracking-tight">{words.byStep}</h2>
            <StepChart steps={steps} names={[whenOf(a.session), whenOf(b.session)]} />
            <StepTable steps={steps} />
          </div>
        )}
      </article>
    </div>
  );
}

const percent = (share: number | undefined) =>
  share === undefined ? texts.value.noFigure : new Intl.NumberFormat(locale(), { style: "percent" }).format(share);

function Totals({ classes }: { classes: readonly [ComparedClass, ComparedClass] }) {
  const words = texts.value;
  const rows: readonly (readonly [string, (of: ClassFigures) => string])[] = [
    [words.people, ({ students }) => String(students)],
    [words.duration, ({ ms }) => formatMs(ms)],
    [words.finished, ({ finished }) => String(finished)],
    [words.help, ({ help }) => String(help)],
    [words.wait, ({ waitMs }) => (waitMs === undefined ? words.noFigure : formatMs(waitMs))],
    [words.questions, ({ questions }) => String(questions)],
    [words.hardShare, ({ hardShare }) => percent(hardShare)],
  ];
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section class="overflow-x-auto" tabIndex={0} aria-label={words.comparing}>
      <table class="sheet-table">
        <thead>
          <tr>
            <th scope="col">{words.figure}</th>
            {classes.map(({ session }, n) => (
              <th key={session.id} scope="col">
                {letters[n]}:{" "}
                <Link to={`/teach/${session.code}/report`} class="underline">
                  {session.title}
                </Link>
                <span class="block font-normal">{whenOf(session)}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(([name, of]) => (
            <tr key={name}>
              <th scope="row" class="font-medium">
                {name}
              </th>
              {classes.map(({ session, figures }) => (
                <td key={session.id} class="text-lg font-semibold tabular-nums">
                  {of(figures)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function StepTable({ steps }: { steps: ReturnType<typeof compareSteps> }) {
  const words = texts.value;
  const columns = [words.time, words.done, words.calls, words.moods];
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section class="overflow-x-auto" tabIndex={0} aria-label={words.byStep}>
      <table class="sheet-table">
        <thead>
          <tr>
            <th scope="col">{words.step}</th>
            {columns.map((column) => (
              <th key={column} scope="col" class="number">
                {column} <span class="whitespace-nowrap">A / B</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {steps.map(({ title, figures: [a, b] }, n) => (
            <tr key={a?.id ?? b?.id}>
              <th scope="row" class="font-medium">
                {n + 1}. {title}
              </th>
              <td class="number">
                {a ? formatMs(a.ms) : words.noFigure} / {b ? formatMs(b.ms) : words.noFigure}
              </td>
              {(["completed", "help", "hard"] as const).map((field) => (
                <td key={field} class="number">
                  {a?.[field] ?? words.noFigure} / {b?.[field] ?? words.noFigure}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
