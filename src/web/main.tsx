/** The entry point of the pages: chooses the page for the address. */
import "./old-browsers.ts";
import { render } from "preact";
import { loadAllPagesCss } from "./all-pages.ts";
import { loadFaultTexts } from "./faults/text-of.ts";
import { registerServiceWorker } from "./offline/register.ts";
import { reportPageErrors } from "./page-errors.ts";
import { partsOf, path } from "./router.ts";
import { isCode } from "./start/code.ts";
import { Join } from "./start/join.tsx";
import { Start } from "./start/start.tsx";
import { Student } from "./student/student.tsx";
import { DevelopmentNote } from "./ui/development-note.tsx";
import { ErrorBoundary } from "./ui/failure.tsx";
import { keepFocus } from "./ui/keep-focus.ts";
import { LazyPage } from "./ui/lazy-page.tsx";
import { Notice } from "./ui/notice.tsx";
import { Link, Page } from "./ui/page.tsx";
import { common } from "./ui/texts.ts";

/** The module of a page that is not a student's, once the style sheet and the texts that a phone does without are there. */
const complete = <M,>(page: Promise<M>): Promise<M> =>
  Promise.all([page, loadAllPagesCss(), loadFaultTexts()]).then(([module]) => module);

// Loaded on first use, so that a student's phone downloads only the student's pages.
const check = () => complete(import("./check/check.tsx"));
const coTeach = () => complete(import("./co-teachers/invitation-page.tsx"));
const docs = () => complete(import("./docs/docs.tsx"));
const practice = () => complete(import("./practice/practice.tsx"));
const quality = () => complete(import("./quality/quality.tsx"));
const remote = () => complete(import("./remote/remote-page.tsx"));
const screen = () => complete(import("./screen/screen.tsx"));
const teach = () => complete(import("./teach/teach.tsx"));

function NotFound() {
  return (
    <Page title="Lectern">
      <Notice says={[common.value.notFound, ""]}>
        <Link to="/" class="btn btn-primary btn-lg">
          {common.value.toStart}
        </Link>
      </Notice>
    </Page>
  );
}

function App() {
  const [area = "", first = "", second = "", third = "", ...rest] = partsOf(path.value);
  const code = first.toUpperCase();
  const notFound = <NotFound />;
  if (rest.length > 0 || (third && area !== "spc")) return notFound;
  if (area === "") return <Start />;
  if (area === "j" && first && !second) return <Join key={code} code={code} />;
  if (area === "s" && first && !second) {
    return isCode(code) ? <Student key={code} code={code} /> : <Join key={code} code={code} />;
  }
  if (area === "check" && !second) {
    return <LazyPage key={area} load={check} page={({ checkPage }) => checkPage(first)} />;
  }
  if (area === "co-teach" && !first) {
    return <LazyPage key={area} load={coTeach} page={({ InvitationPage }) => <InvitationPage />} />;
  }
  if (area === "docs") {
    return <LazyPage key={area} load={docs} page={({ docsPage }) => docsPage(first, second) ?? notFound} />;
  }
  if (area === "practice" && first && !second) {
    if (!isCode(code)) return <Join key={code} code={code} />;
    return <LazyPage key={code} load={practice} page={({ Practice }) => <Practice key={code} code={code} />} />;
  }
  if (area === "spc") {
    return (
      <LazyPage key={area} load={quality} page={({ qualityPage }) => qualityPage(first, second, third) ?? notFound} />
    );
  }
  if (area === "screen" && !second) {
    if (first && !isCode(code)) return notFound;
    return <LazyPage key={area} load={screen} page={({ screenPage }) => screenPage(code)} />;
  }
  if (area === "remote" && isCode(code) && !second) {
    return <LazyPage key={area} load={remote} page={({ RemotePage }) => <RemotePage key={code} code={code} />} />;
  }
  if (area === "teach") {
    return <LazyPage key={area} load={teach} page={({ teachPage }) => teachPage(first, second) ?? notFound} />;
  }
  return notFound;
}

function Guarded() {
  return (
    <ErrorBoundary page={path.value}>
      <App />
    </ErrorBoundary>
  );
}

/** Whether the server runs in development mode: it sets `data-mode` on the document then. */
const inDevelopment = document.documentElement.dataset.mode === "dev";

reportPageErrors();
keepFocus();
registerServiceWorker();

const root = document.getElementById("app");
if (root) {
  render(
    <>
      {inDevelopment && <DevelopmentNote />}
      <Guarded />
    </>,
    root,
  );
}
