/** A page whose code is loaded when it is first shown, so that a student's phone loads only the student's pages. */
import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useEffect } from "preact/hooks";
import { textOf } from "../faults/text-of.ts";
import { Loading, Notice } from "./notice.tsx";
import { Page } from "./page.tsx";
import { common } from "./texts.ts";

interface LazyPageProps<M> {
  /** A dynamic `import()`; the browser caches a successful one. */
  load: () => Promise<M>;
  /** Renders the page with the loaded module. */
  page: (module: M) => ComponentChildren;
  /** It is a part of a page, which keeps its own header. */
  isPart?: boolean;
}

/** Shows a page once its code is loaded, and a notice if that fails. */
export function LazyPage<M>({ load, page, isPart = false }: LazyPageProps<M>) {
  const module = useSignal<M | undefined>(undefined);
  const problem = useSignal(false);
  useEffect(() => {
    load().then(
      (loaded) => {
        module.value = loaded;
      },
      () => {
        problem.value = true;
      },
    );
  }, [load]);
  if (module.value !== undefined) return <>{page(module.value)}</>;
  if (!problem.value) return <Loading />;
  // Browsers cache a failed import for the lifetime of the document: only a reload tries again.
  const again = (
    <button type="button" class="btn btn-primary btn-lg" onClick={() => location.reload()}>
      {common.value.again}
    </button>
  );
  if (isPart) {
    return (
      <div class="m-auto flex flex-col items-center gap-4 p-page text-center">
        <p role="alert">{textOf("unreachable")}</p>
        {again}
      </div>
    );
  }
  return (
    <Page title="Lectern">
      <Notice says={[textOf("unreachable"), ""]}>{again}</Notice>
    </Page>
  );
}
