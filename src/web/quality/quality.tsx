/** Routes of the quality board. */
import type { ComponentChildren } from "preact";
import { LazyPage } from "../ui/lazy-page.tsx";
import { EnterPage } from "./enter/enter-page.tsx";
import { ImportPage } from "./import/import-page.tsx";
import { Overview } from "./overview/overview.tsx";
import { ProductPage } from "./product/product-page.tsx";
import { StatisticsPage } from "./statistics/statistics-page.tsx";

// Loaded on first use: a phone that enters values does without them.
const course = () => import("./course/course-pages.tsx");
const gauge = () => import("./gauge/gauge-pages.tsx");
const hasId = ["folders", "wall", "codes"];

/** The page at `/spc/<first>/<second>/<third>`; `undefined` if there is none. */
export function qualityPage(first: string, second: string, third: string): ComponentChildren {
  const isGauge = first === "gauge" ? second + third === "" : isId(first) && /^gauge(-entry)?$/.test(second);
  if (isGauge && (third === "" ? second !== "gauge-entry" : isId(third))) {
    const address = `${first}/${second}/${third}`;
    return <LazyPage key={address} load={gauge} page={({ gaugePage }) => gaugePage(first, second, third)} />;
  }
  if (third) return undefined;
  if (first === "") return <Overview />;
  if (first === "statistics" && second === "") return <StatisticsPage />;
  const isCourse = hasId.includes(first) ? isId(second) : first === "archive" && second === "";
  if (isCourse) {
    const address = `${first}/${second}`;
    return <LazyPage key={address} load={course} page={({ coursePage }) => coursePage(first, Number(second))} />;
  }
  if (!isId(first)) return undefined;
  const id = Number(first);
  if (second === "") return <ProductPage key={id} id={id} />;
  if (second === "enter") return <EnterPage key={id} id={id} />;
  if (second === "import") return <ImportPage key={id} id={id} />;
  return undefined;
}

const isId = (text: string): boolean => /^[1-9]\d{0,14}$/.test(text);
