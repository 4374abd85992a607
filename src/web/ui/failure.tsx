/** The page that replaces one that threw, so that nobody sees a white page. */
import { Component, type ComponentChildren } from "preact";
import { useRef } from "preact/hooks";
import { Notice } from "./notice.tsx";
import { Page } from "./page.tsx";
import { common } from "./texts.ts";

interface BoundaryProps {
  /** Identifies the page inside: if it changes, the failure is cleared. */
  page: string;
  children: ComponentChildren;
}

/** Catches errors that the page inside throws while it renders. */
export class ErrorBoundary extends Component<BoundaryProps, { thrown?: unknown; page?: string }> {
  static override getDerivedStateFromError(thrown: unknown) {
    return { thrown };
  }

  override componentDidCatch(thrown: unknown): void {
    // Logs it to the console, as if it had not been caught.
    reportError(thrown);
  }

  override componentDidUpdate(before: BoundaryProps): void {
    if (before.page !== this.props.page && this.state.thrown !== undefined) this.setState({ thrown: undefined });
  }

  override render() {
    const { thrown } = this.state;
    return thrown === undefined ? this.props.children : <Failure thrown={thrown} />;
  }
}

/** Hides the part of a path that may be a class's code. Query and fragment, which may hold a key, are not included. */
const publicPath = (path: string) => path.replace(/(^\/\w+\/)[^/]+/, "$1…");

function detailsOf(thrown: unknown, path: string): string {
  const what = thrown instanceof Error ? (thrown.stack ?? String(thrown)) : String(thrown);
  return `${publicPath(path)}\n${what}\n${navigator.userAgent}`.slice(0, 4000);
}

function Failure({ thrown }: { thrown: unknown }) {
  const words = common.value;
  const details = detailsOf(thrown, location.pathname);
  const field = useRef<HTMLTextAreaElement>(null);
  const copy = () => {
    field.current?.select();
    // On an insecure origin there is no clipboard object; the selected text can be copied in any case.
    if (navigator.clipboard) navigator.clipboard.writeText(details).catch(() => {});
    else document.execCommand("copy");
  };
  return (
    <Page title="Lectern">
      <Notice says={words.failure.says}>
        <button type="button" class="btn btn-primary btn-lg" onClick={() => location.reload()}>
          {words.failure.reload}
        </button>
        {/* Not a Link: it loads the start page instead of showing it in a page that has failed. */}
        <a href="/" class="btn btn-lg">
          {common.value.toStart}
        </a>
        <details class="mt-4 text-left">
          <summary class="min-h-11 py-2 font-semibold">{words.failure.details}</summary>
          <textarea
            ref={field}
            class="textarea mt-2 h-40 w-full font-code text-sm"
            aria-label={words.failure.details}
            readOnly
            value={details}
          />
          <button type="button" class="btn mt-2" onClick={copy}>
            {words.failure.copy}
          </button>
        </details>
      </Notice>
    </Page>
  );
}
