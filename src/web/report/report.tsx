/** The report of a class, to read and to print. */
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { Report as Data } from "../../client/api.ts";
import { doneByName, durationMs, isCounted } from "../../client/report-figures.ts";
import type { LessonStep } from "../../domain/session.ts";
import { api } from "../api.ts";
import { language } from "../language.ts";
import { PastActions } from "../past/actions.tsx";
import { go } from "../router.ts";
import { errorNotice, Loading, Notice } from "../ui/notice.tsx";
import { Link, Page } from "../ui/page.tsx";
import { common } from "../ui/texts.ts";
import { Contents } from "./contents.tsx";
import { ImportantMoments } from "./important-moments.tsx";
import { Mood } from "./mood.tsx";
import { Part } from "./part.tsx";
import { Help, Notes, Steps } from "./parts.tsx";
import { Attendance, Chat, Questions } from "./people.tsx";
import { Polls, QuizPoints, TeamPoints } from "./polls.tsx";
import { Practices } from "./practices.tsx";
import { texts } from "./texts.ts";
import { formatDay, formatMs, formatTime } from "./time.ts";

export function Report({ code }: { code: string }) {
  const words = common.value;
  const report = useSignal<Data | undefined>(undefined);
  const steps = useSignal<readonly LessonStep[]>([]);
  const problem = useSignal<unknown>(undefined);
  const load = async () => {
    problem.value = undefined;
    try {
      const [read, { lesson }] = await Promise.all([api.report(code), api.session(code)]);
      steps.value = lesson?.subtasks ?? [];
      report.value = read;
    } catch (thrown) {
      problem.value = thrown;
    }
  };
  useEffect(() => void load(), [code]);
  const known = report.value;
  return (
    <Page title={known ? `${words.report}: ${known.session.title}` : words.report} home="/teach" width="wide">
      {problem.value ? (
        <Notice says={errorNotice(problem.value)}>
          <button type="button" class="btn btn-primary btn-lg" onClick={load}>
            {words.again}
          </button>
          <Link to="/teach" class="btn btn-lg">
            {words.toClasses}
          </Link>
        </Notice>
      ) : known ? (
        <Sheet report={known} contents={steps.value} onRefresh={() => void load()} />
      ) : (
        <Loading />
      )}
    </Page>
  );
}

interface SheetProps {
  report: Data;
  /** The steps of the class's lesson. */
  contents: readonly LessonStep[];
  onRefresh: () => void;
}

function Sheet({ report, contents, onRefresh }: SheetProps) {
  const words = texts.value;
  const { session, made_at } = report;
  const people = (report.attendance ?? []).filter(({ role }) => role === "STUDENT");
  const counted = people.filter(isCounted);
  const steps = report.steps;
  const mood = report.feedback;
  const questions = report.questions;
  const help = report.help;
  const practices = report.practice;
  const done = doneByName(report);
  const running = session.status !== "ENDED";
  const all = Array.from(done.values()).filter((n) => n === steps?.length).length;
  return (
    <div class="flex flex-col gap-4 py-4">
      <div class="no-print flex flex-wrap items-center gap-3">
        <button type="button" class="btn btn-primary btn-lg" onClick={() => print()}>
          {words.print}
        </button>
        <a class="btn btn-lg" href={tablesUrl(session.code)} download={`lectern-${session.code}.zip`}>
          {words.csv}
          <span class="sr-only">, {words.csvHint}</span>
        </a>
        <Link to={running ? `/teach/${session.code}` : "/teach"} class="btn btn-ghost btn-lg">
          {running ? words.toRoom : common.value.toClasses}
        </Link>
        {!running && <PastActions session={session} onReopened={() => go(`/teach/${session.code}`)} />}
      </div>
      <article class="sheet flex flex-col gap-8 rounded-box bg-base-100 p-5 ring-1 ring-base-300 sm:p-10 print:ring-0">
        <div class="flex flex-col gap-3">
          <h1 class="text-step font-extrabold tracking-tight text-balance">{session.title}</h1>
          <p class="flex flex-wrap gap-x-5 gap-y-1 text-quiet">
            <When report={report} />
            <span>{words.from(session.instructor.name)}</span>
            <span>
              {words.code} <span class="font-code font-semibold">{session.code}</span>
            </span>
          </p>
          {running && (
            <p class="flex flex-wrap items-center gap-3 text-behind-ink" role="status">
              {words.still(formatTime(made_at))}
              <button type="button" class="btn" onClick={onRefresh}>
                {words.refresh}
              </button>
            </p>
          )}
          <p class="mt-2 flex flex-wrap gap-x-8 gap-y-2">
            <Figure n={counted.length} of={words.students(counted.length)} />
            {steps && steps.length > 0 && done.size === counted.length && <Figure n={all} of={words.allDone} />}
            {help && <Figure n={help.length} of={words.calls(help.length)} />}
            {questions && <Figure n={questions.length} of={words.asked(questions.length)} />}
          </p>
        </div>
        {steps && <Steps rows={steps} students={counted.length} />}
        <Notes rows={report.progress ?? []} />
        {mood && (
          <Part title={words.mood} none={mood.length === 0 && words.noMood}>
            <Mood rows={mood} />
          </Part>
        )}
        <ImportantMoments rows={report.important ?? []} />
        {report.polls && report.polls.length > 0 && <Polls rows={report.polls} />}
        <QuizPoints rows={report.quiz ?? []} />
        <TeamPoints rows={report.teams ?? []} />
        {questions && <Questions rows={questions} />}
        {help && <Help rows={help} />}
        {practices && <Practices rows={practices} />}
        <Attendance rows={people} done={done} steps={steps?.length ?? 0} />
        <Contents steps={contents} />
        <Chat rows={report.messages ?? []} />
      </article>
    </div>
  );
}

/** The address of the tables, with local times and in the language of the page. */
function tablesUrl(code: string): string {
  const { timeZone } = new Intl.DateTimeFormat().resolvedOptions();
  const query = new URLSearchParams({ format: "zip", lang: language.value, tz: timeZone });
  return `/api/sessions/${encodeURIComponent(code)}/report?${query}`;
}

function When({ report: { session, breaks, made_at } }: { report: Data }) {
  const words = texts.value;
  const { created_at, started_at, ended_at } = session;
  if (started_at === null) {
    return (
      <>
        <span>{formatDay(created_at)}</span>
        <span>{words.notBegun}</span>
      </>
    );
  }
  // A class that was reopened has several parts.
  const starts = [started_at, ...breaks.map(({ to }) => to)];
  const ends = [...breaks.map(({ from }) => from), ended_at];
  const lasted = formatMs(durationMs(session, { breaks, until: made_at }));
  return (
    <>
      <span>{formatDay(started_at)}</span>
      {starts.map((start, n) => (
        <span key={start} class="tabular-nums">
          {formatTime(start)}
          {ends[n] && `–${formatTime(ends[n])}`}
        </span>
      ))}
      <span>{ended_at ? words.lasted(lasted) : words.so(lasted)}</span>
    </>
  );
}

/** A large number with what it counts. */
const Figure = ({ n, of }: { n: number; of: string }) => (
  <span class="text-xl">
    <span class="text-[2rem] leading-tight font-extrabold tracking-tight tabular-nums">{n}</span>
    {texts.value.unitGap}
    {of}
  </span>
);
