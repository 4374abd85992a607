/** The page `/docs`: every HTTP call and every frame of every dialect, from the server's own two documents. */
import { type Signal, useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { errorNotice, Loading, Notice } from "../ui/notice.tsx";
import { Page } from "../ui/page.tsx";
import { common } from "../ui/texts.ts";
import { Contents } from "./contents.tsx";
import { Coverage } from "./coverage.tsx";
import { filterDocuments } from "./filter.ts";
import { guidePage } from "./guide.tsx";
import { type AsyncApi, type Documents, dialectsOf, type OpenApi } from "./model.ts";
import { Calls, Dialects } from "./sections.tsx";
import { texts } from "./texts.ts";
import { useUnfolded } from "./use-unfolded.ts";

async function read<T>(path: string): Promise<T> {
  const response = await fetch(path);
  if (!response.ok) throw new Error(`${path}: ${response.status}`);
  return response.json() as Promise<T>;
}

/** The page below `/docs`; undefined if there is none of this address. */
export function docsPage(first: string, second: string) {
  if (first === "") return <Docs />;
  return first === "connect" ? guidePage(second) : undefined;
}

function Docs() {
  const words = common.value;
  const documents = useSignal<Documents | undefined>(undefined);
  const problem = useSignal<unknown>(undefined);
  const load = async () => {
    problem.value = undefined;
    try {
      const [http, frames] = await Promise.all([read<OpenApi>("/openapi.json"), read<AsyncApi>("/asyncapi.json")]);
      documents.value = { http, frames };
    } catch (thrown) {
      problem.value = thrown;
    }
  };
  useEffect(() => void load(), []);
  return (
    <Page title={words.developerDocs} width="wide">
      {problem.value ? (
        <Notice says={errorNotice(problem.value)}>
          <button type="button" class="btn btn-primary btn-lg" onClick={load}>
            {words.again}
          </button>
        </Notice>
      ) : documents.value ? (
        <DocumentPage documents={documents.value} />
      ) : (
        <Loading />
      )}
    </Page>
  );
}

function DocumentPage({ documents }: { documents: Documents }) {
  const words = texts.value;
  const typed = useSignal("");
  const unfolded = useUnfolded(true, () => {
    typed.value = "";
  });
  const { calls, dialects, coverage, found } = filterDocuments(documents, typed.value);
  const schemas = documents.http.components.schemas;
  return (
    <div class="docs-grid">
      <div class="flex flex-col gap-3 lg:col-span-2">
        <h1 class="text-step font-extrabold tracking-tight">{common.value.developerDocs}</h1>
        <p class="max-w-prose text-quiet">{words.intro}</p>
        <Filter typed={typed} found={found} />
      </div>
      <Contents
        dialects={dialects.map(({ name }) => name)}
        groups={calls.map(([group]) => group)}
        coverage={coverage.length > 0}
      />
      <div class="flex min-w-0 flex-col gap-10">
        {calls.length > 0 && <Calls groups={calls} schemas={schemas} unfolded={unfolded} />}
        {dialects.length > 0 && (
          <Dialects dialects={dialects} schemas={documents.frames.components.schemas} unfolded={unfolded} />
        )}
        {coverage.length > 0 && (
          <Coverage rows={coverage} dialects={dialectsOf(documents.frames).map(({ name }) => name)} />
        )}
      </div>
    </div>
  );
}

/** The field that filters the page, and how many entries match. */
function Filter({ typed, found }: { typed: Signal<string>; found: number | undefined }) {
  const words = texts.value;
  return (
    <div class="flex flex-wrap items-center gap-x-4 gap-y-2">
      <label class="label-text" for="docs-filter">
        {words.filter}
      </label>
      <input
        id="docs-filter"
        type="search"
        class="input max-w-md"
        placeholder={words.filterHint}
        autocomplete="off"
        spellcheck={false}
        value={typed.value}
        onInput={({ currentTarget }) => {
          typed.value = currentTarget.value;
        }}
      />
      <span role="status" class="text-quiet">
        {found !== undefined && (found > 0 ? words.found(found) : words.nothing)}
      </span>
    </div>
  );
}
