/** What a developer reads: every HTTP call and every frame of every dialect, from the server's own two documents. */
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { because, Loading, Notice } from "../ui/notice.tsx";
import { Page } from "../ui/page.tsx";
import { common } from "../ui/texts.ts";
import { Contents } from "./contents.tsx";
import { Coverage } from "./coverage.tsx";
import { CallEntry, FrameEntry } from "./entry.tsx";
import { guidePage } from "./guide.tsx";
import { type AsyncApi, callsOf, dialectsOf, type Group, type HttpCall, type OpenApi } from "./model.ts";
import { texts } from "./texts.ts";
import { usePlace } from "./use-place.ts";

interface Documents {
  readonly http: OpenApi;
  readonly frames: AsyncApi;
}

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
  const look = async () => {
    problem.value = undefined;
    try {
      const [http, frames] = await Promise.all([read<OpenApi>("/openapi.json"), read<AsyncApi>("/asyncapi.json")]);
      documents.value = { http, frames };
    } catch (thrown) {
      problem.value = thrown;
    }
  };
  useEffect(() => void look(), []);
  return (
    <Page title={words.developerDocs} width="wide">
      {problem.value ? (
        <Notice says={[because(problem.value), ""]}>
          <button type="button" class="btn btn-primary btn-lg" onClick={look}>
            {words.again}
          </button>
        </Notice>
      ) : documents.value ? (
        <Shown documents={documents.value} />
      ) : (
        <Loading />
      )}
    </Page>
  );
}

const groups: readonly Group[] = ["auth", "lessons", "sessions", "inside", "quality", "uploads", "server", "older"];

function Shown({ documents: { http, frames } }: { documents: Documents }) {
  const words = texts.value;
  const typed = useSignal("");
  const unfolded = usePlace(true, () => {
    typed.value = "";
  });
  const wanted = typed.value.trim().toLowerCase().split(/\s+/).filter(Boolean);
  const has = (...said: string[]) => wanted.every((word) => said.join(" ").toLowerCase().includes(word));
  const all = http.components.schemas;

  const everyDialect = dialectsOf(frames);
  const dialects = everyDialect
    .map((one) => ({ ...one, frames: one.frames.filter(({ name, summary }) => has(one.name, name, summary)) }))
    .filter((one) => one.frames.length > 0);
  const grouped = callsOf(http);
  const calls = groups
    .map((group): [Group, HttpCall[]] => [
      group,
      (grouped.get(group) ?? []).filter(({ method, path, summary }) => has(method, path, summary)),
    ])
    .filter(([, some]) => some.length > 0);
  const coverage = frames["x-coverage"].filter(({ event, about, frames }) =>
    has(event, about, ...Object.values(frames).map(String)),
  );
  const found = [...dialects.map((one) => one.frames), ...calls.map(([, some]) => some)].flat().length;
  return (
    <div class="docs-grid">
      <div class="flex flex-col gap-3 lg:col-span-2">
        <h1 class="text-step font-extrabold tracking-tight">{common.value.developerDocs}</h1>
        <p class="max-w-prose text-quiet">{words.intro}</p>
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
            {wanted.length > 0 && (found + coverage.length > 0 ? words.found(found) : words.nothing)}
          </span>
        </div>
      </div>
      <Contents
        dialects={dialects.map(({ name }) => name)}
        calls={calls.map(([group]) => group)}
        coverage={coverage.length > 0}
      />
      <div class="flex min-w-0 flex-col gap-10">
        {calls.length > 0 && (
          <section id="http" class="flex flex-col gap-4">
            <h2 class="text-2xl font-bold tracking-tight">{words.http}</h2>
            {calls.map(([group, some]) => (
              <section key={group} id={`http-${group}`} class="flex flex-col gap-2">
                <h3 class="text-xl font-bold">{words.groups[group]}</h3>
                <ul class="rounded-box bg-base-100 ring-1 ring-base-300">
                  {some.map((call) => (
                    <CallEntry key={call.id} call={call} all={all} unfolded={unfolded} />
                  ))}
                </ul>
              </section>
            ))}
          </section>
        )}
        {dialects.length > 0 && (
          <section id="dialects" class="flex flex-col gap-6">
            <h2 class="text-2xl font-bold tracking-tight">{words.dialects}</h2>
            {dialects.map(({ name, addresses, frames: some }) => (
              <section key={name} id={name} class="flex flex-col gap-2">
                <h3 class="text-xl font-bold">{name}</h3>
                <p class="flex flex-wrap gap-x-3 text-base text-quiet">
                  {words.address}
                  {addresses.map((address) => (
                    <code key={address} class="font-code">
                      {address}
                    </code>
                  ))}
                </p>
                <ul class="rounded-box bg-base-100 ring-1 ring-base-300">
                  {some.map((frame) => (
                    <FrameEntry key={frame.id} frame={frame} all={all} unfolded={unfolded} />
                  ))}
                </ul>
              </section>
            ))}
          </section>
        )}
        {coverage.length > 0 && <Coverage rows={coverage} dialects={everyDialect.map(({ name }) => name)} />}
      </div>
    </div>
  );
}
