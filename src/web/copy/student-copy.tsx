/** A student's page of a class that has ended, to read, print and download: the steps, and what they did and wrote. */
import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useEffect, useId } from "preact/hooks";
import { type RefusalCode, toRefusal } from "../../client/refusal.ts";
import { type CopyStep, type StudentCopy as Data, readStudentCopy } from "../../client/student-copy.ts";
import { readableUntil } from "../../domain/readable.ts";
import { locale } from "../language.ts";
import { StepText } from "../step-text/step-text.tsx";
import { api } from "../student-api.ts";
import { LinkedText } from "../ui/linked-text.tsx";
import { errorNotice, Loading, Notice } from "../ui/notice.tsx";
import { Link, Page } from "../ui/page.tsx";
import { common } from "../ui/texts.ts";
import { texts } from "./texts.ts";
import { toMarkdown, toStatus } from "./to-markdown.ts";

interface StudentCopyProps {
  code: string;
  /** Shown if the class can no longer be read. */
  otherwise: ComponentChildren;
}

/** The refusals after which a class can no longer be read. */
const unreadable: readonly RefusalCode[] = ["session_ended", "session_not_found", "not_in_session", "no_credential"];

export function StudentCopy({ code, otherwise }: StudentCopyProps) {
  const copy = useSignal<Data | undefined>(undefined);
  const refused = useSignal<unknown>(undefined);
  const load = () => {
    refused.value = undefined;
    readStudentCopy(api, code).then(
      (read) => {
        copy.value = read;
      },
      (thrown) => {
        refused.value = thrown;
      },
    );
  };
  useEffect(load, [code]);
  if (refused.value !== undefined) {
    if (unreadable.includes(toRefusal(refused.value).code)) return <>{otherwise}</>;
    return (
      <Page title={texts.value.ended}>
        <Notice says={errorNotice(refused.value)}>
          <button type="button" class="btn btn-primary btn-lg" onClick={load}>
            {common.value.again}
          </button>
        </Notice>
      </Page>
    );
  }
  return (
    <Page title={copy.value?.session.title ?? texts.value.ended} width="wide">
      {copy.value ? <Sheet copy={copy.value} /> : <Loading />}
    </Page>
  );
}

const formatDay = (at: string | number) =>
  new Intl.DateTimeFormat(locale(), { dateStyle: "long" }).format(new Date(at));

function Sheet({ copy }: { copy: Data }) {
  const words = texts.value;
  const { session, name, steps } = copy;
  const until = readableUntil(session);
  const day = formatDay(session.started_at ?? session.created_at);
  const done = steps.filter(({ report }) => report?.status === "completed").length;
  return (
    <div class="flex flex-col gap-4 py-4">
      <div class="no-print flex flex-col gap-3">
        <h1 class="text-step font-extrabold tracking-tight">{words.ended}</h1>
        <p class="text-quiet">{Number.isFinite(until) ? words.until(formatDay(until)) : words.always}</p>
        <div class="flex flex-wrap gap-3">
          <button type="button" class="btn btn-primary btn-lg" onClick={() => download(copy, day)}>
            {words.download}
          </button>
          <button type="button" class="btn btn-lg" onClick={() => print()}>
            {words.print}
          </button>
          <Link to="/" class="btn btn-ghost btn-lg text-quiet">
            {common.value.toStart}
          </Link>
        </div>
      </div>
      <article class="sheet flex flex-col gap-8 rounded-box bg-base-100 p-5 ring-1 ring-base-300 sm:p-10 print:ring-0">
        <div class="flex flex-col gap-2">
          <h2 class="text-3xl font-extrabold tracking-tight text-balance">{session.title}</h2>
          <p class="flex flex-wrap gap-x-5 text-quiet">
            <span>{day}</span>
            <span>{words.from(session.instructor.name)}</span>
            <span>{name === undefined ? words.mine : words.of(name)}</span>
          </p>
          {steps.length > 0 && <p class="text-lg font-semibold">{words.doneOf(done, steps.length)}</p>}
        </div>
        {steps.length > 0 && (
          <Part title={words.steps}>
            {steps.map((step) => (
              <Step key={step.step.id} step={step} />
            ))}
          </Part>
        )}
        <OwnParts copy={copy} />
      </article>
    </div>
  );
}

function Step({ step: { step, report } }: { step: CopyStep }) {
  const words = texts.value;
  return (
    <li class="flex flex-col gap-2 border-t border-base-300 pt-4 first:border-0 first:pt-0">
      <p class="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
        <span class="text-lg font-bold">
          {step.order_index}. {step.title}
        </span>
        <span class={report?.status === "completed" ? "font-semibold text-done-ink" : "text-quiet"}>
          {words.status[toStatus(report?.status ?? "")]}
        </span>
      </p>
      <StepText step={step} />
      {report?.note && <Own label={words.note}>{report.note}</Own>}
    </li>
  );
}

function OwnParts({ copy: { questions, help, polls, important, session } }: { copy: Data }) {
  const words = texts.value;
  const numberOf = (id: number | null) => session.lesson?.subtasks.find((step) => step.id === id)?.order_index;
  return (
    <>
      <Part title={words.important}>
        {important.map(({ note, capture_url, at }) => (
          <Item key={at}>
            {note && (
              <p class="max-w-prose whitespace-pre-line">
                <LinkedText>{note}</LinkedText>
              </p>
            )}
            {capture_url && <img src={capture_url} alt={words.picture} class="max-h-96 max-w-full rounded-box" />}
          </Item>
        ))}
      </Part>
      <Part title={words.questions}>
        {questions.map(({ question_id, text, answer }) => (
          <Item key={question_id}>
            <p class="max-w-prose font-semibold whitespace-pre-line">{text}</p>
            {answer ? <Own label={words.answer}>{answer}</Own> : <p class="text-quiet">{words.noAnswer}</p>}
          </Item>
        ))}
      </Part>
      <Part title={words.polls}>
        {polls.map(({ question, answer }) => (
          <Item key={question}>
            <p class="max-w-prose font-semibold">{question}</p>
            <p class="max-w-prose">{answer}</p>
          </Item>
        ))}
      </Part>
      <Part title={words.help}>
        {help.map(({ help_id, subtask_id, message }) => {
          const step = numberOf(subtask_id);
          return (
            <Item key={help_id}>
              <p class="text-quiet">{step === undefined ? words.called : words.calledAt(step)}</p>
              {message && <p class="max-w-prose whitespace-pre-line">{message}</p>}
            </Item>
          );
        })}
      </Part>
    </>
  );
}

/** A part with its heading; nothing if it has no items. */
function Part({ title, children }: { title: string; children: readonly ComponentChildren[] }) {
  const id = useId();
  if (children.length === 0) return null;
  return (
    <section class="sheet-part" aria-labelledby={id}>
      <h3 id={id} class="text-2xl font-bold tracking-tight">
        {title}
      </h3>
      <ol class="flex flex-col gap-4">{children}</ol>
    </section>
  );
}

const Item = ({ children }: { children: ComponentChildren }) => <li class="flex flex-col gap-1">{children}</li>;

const Own = ({ label, children }: { label: string; children: string }) => (
  <p class="max-w-prose border-l-4 border-primary pl-3 whitespace-pre-line">
    <span class="sr-only">{label}: </span>
    {children}
  </p>
);

/** Saves the copy as a file. */
function download(copy: Data, day: string): void {
  const text = toMarkdown(copy, { day, origin: location.origin });
  const url = URL.createObjectURL(new Blob([text], { type: "text/markdown" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = `lectern-${copy.session.code}.md`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
