/** Table of events and the frame that each dialect sends for them. */
import { AboutText } from "./about-text.tsx";
import type { Coverage as Row } from "./model.ts";
import { texts } from "./texts.ts";

export function Coverage({ rows, dialects }: { rows: readonly Row[]; dialects: readonly string[] }) {
  const words = texts.value;
  return (
    <section id="coverage" class="flex flex-col gap-3">
      <h2 class="text-2xl font-bold tracking-tight">{words.coverage}</h2>
      <p class="max-w-prose text-quiet">{words.coverageHint}</p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: keyboard users must be able to scroll it */}
      <section class="card-plain relative overflow-x-auto" aria-label={words.coverage} tabIndex={0}>
        <table class="docs-table">
          <thead>
            <tr>
              <th scope="col">{words.event}</th>
              {dialects.map((name) => (
                <th key={name} scope="col">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ event, about, frames }) => (
              <tr key={event}>
                <th scope="row">
                  <Name name={event} />
                  <span class="block font-normal text-quiet" lang="en">
                    <AboutText>{about}</AboutText>
                  </span>
                </th>
                {dialects.map((name) => (
                  <td key={name}>
                    {frames[name] ? (
                      <Name name={frames[name]} />
                    ) : (
                      <>
                        <span class="text-quiet" aria-hidden="true">
                          {words.silent}
                        </span>
                        <span class="sr-only">{words.silentWord}</span>
                      </>
                    )}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </section>
  );
}

/** A name that may break after a dot or an underscore. */
const Name = ({ name }: { name: string }) => (
  <span class="font-code">
    {(name.match(/[^._]*[._]|[^._]+$/g) ?? [name]).map((part) => (
      <>
        {part}
        <wbr />
      </>
    ))}
  </span>
);
