/** A page whose code is fetched when it is first shown: what a student's phone loads is a student's. */
import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useEffect } from "preact/hooks";
import { faults } from "../faults/texts.ts";
import { Loading, Notice } from "./notice.tsx";
import { Page } from "./page.tsx";
import { common } from "./texts.ts";

interface LazyPageProps<M> {
  /** An `import()`; once it is there it is not asked for again. */
  load: () => Promise<M>;
  /** The page, with what was fetched. */
  page: (module: M) => ComponentChildren;
}

/** Shows a page once its code is there; where the network is gone it says so. */
export function LazyPage<M>({ load, page }: LazyPageProps<M>) {
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
  return (
    <Page title="Lectern">
      <Notice says={[faults.value.unreachable, ""]}>
        {/* What failed once stays failed for this document: a page that is loaded anew asks again. */}
        <button type="button" class="btn btn-primary btn-lg" onClick={() => location.reload()}>
          {common.value.again}
        </button>
      </Notice>
    </Page>
  );
}
