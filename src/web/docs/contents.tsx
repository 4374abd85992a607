/** Table of contents of the API documents, with links to the two source files. */
import { language } from "../language.ts";
import { common } from "../ui/texts.ts";
import type { Group } from "./model.ts";
import { texts } from "./texts.ts";

interface ContentsProps {
  dialects: readonly string[];
  groups: readonly Group[];
  coverage: boolean;
}

export function Contents({ dialects, groups, coverage }: ContentsProps) {
  const words = texts.value;
  return (
    <nav class="docs-contents flex flex-col gap-3 text-base" aria-label={words.contents}>
      <ContentsSection
        title={words.guide}
        links={[
          ["/docs/connect", words.connect],
          [`/docs/guide/${language.value}`, common.value.guide],
        ]}
      />
      <ContentsSection title={words.http} links={groups.map((group) => [`#http-${group}`, words.groups[group]])} />
      <ContentsSection title={words.dialects} links={dialects.map((name) => [`#${name}`, name])} />
      {coverage && <ContentsSection title={words.event} links={[["#coverage", words.coverage]]} />}
      <ContentsSection
        title={words.raw}
        links={["/openapi.json", "/asyncapi.json"].map((path) => [path, path.slice(1)])}
      />
    </nav>
  );
}

function ContentsSection({
  title,
  links,
}: {
  title: string;
  links: readonly (readonly [href: string, text: string])[];
}) {
  if (links.length === 0) return null;
  return (
    <div>
      <p class="px-2 text-sm font-semibold text-quiet">{title}</p>
      <ul class="flex flex-wrap gap-x-2 lg:flex-col">
        {links.map(([href, text]) => (
          <li key={href}>
            <a href={href} class="flex min-h-11 items-center rounded-field px-2 leading-tight hover:bg-base-300">
              {text}
            </a>
          </li>
        ))}
      </ul>
    </div>
  );
}
