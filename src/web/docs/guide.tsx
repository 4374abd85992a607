/** A guide for app developers, from a Markdown file. */

import { Link, Page } from "../ui/page.tsx";
import { common } from "../ui/texts.ts";
import { GuideText } from "./guide-text.tsx";
import { guidePath, guides } from "./guides.ts";
import { texts } from "./texts.ts";

/** The page of the guide `name`; undefined if there is none. */
export function guidePage(name: string) {
  const source = Object.hasOwn(guides, name) ? guides[name] : undefined;
  return source === undefined ? undefined : <Guide key={name} name={name} source={source} />;
}

function Guide({ name, source }: { name: string; source: string }) {
  const words = texts.value;
  return (
    <Page title={words.connect} width="wide">
      <div class="docs-grid">
        <nav class="docs-contents flex flex-col gap-3 text-base" aria-label={words.contents}>
          <ul class="flex flex-wrap gap-x-2 lg:flex-col">
            <Entry to="/docs" text={common.value.developerDocs} />
            {Object.keys(guides).map((each) => (
              <Entry key={each} to={guidePath(each)} text={each || words.connect} current={each === name} />
            ))}
          </ul>
        </nav>
        <article class="min-w-0" lang="en">
          <GuideText source={source} />
        </article>
      </div>
    </Page>
  );
}

function Entry({ to, text, current = false }: { to: string; text: string; current?: boolean }) {
  return (
    <li {...(current && { "aria-current": "page" })}>
      <Link
        to={to}
        class={`flex min-h-11 items-center rounded-field px-2 leading-tight hover:bg-base-300 ${current ? "font-bold" : ""}`}
      >
        {text}
      </Link>
    </li>
  );
}
