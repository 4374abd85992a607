/** Routes of gauge studies. */
import type { ComponentChildren } from "preact";
import { GaugeEntryPage } from "./entry-page.tsx";
import { StudiesPage } from "./studies-page.tsx";
import { StudyPage } from "./study-page.tsx";

/** The page at `/spc/gauge`, `/spc/<product>/gauge`, `/spc/<product>/gauge/<study>` or `…/gauge-entry/<study>`. */
export function gaugePage(first: string, second: string, third: string): ComponentChildren {
  if (second === "") return <StudiesPage />;
  const product = Number(first);
  if (third === "") return <StudiesPage product={product} />;
  const of = { product, study: Number(third) };
  return second === "gauge-entry" ? <GaugeEntryPage {...of} /> : <StudyPage {...of} />;
}
