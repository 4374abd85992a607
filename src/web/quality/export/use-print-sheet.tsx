/** Puts the sheet into the document while the browser prints, and nothing else of the page. */
import { render } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { type DrawnChart, drawCharts, paperWidth } from "./draw-charts.ts";
import { PrintSheet, type SheetProps } from "./print-sheet.tsx";

/** The height of the sheet that may remain for the titles of the charts, and how high the charts may be, in mm. */
const titlesHeight = 16;
const maxChartsHeight = 130;
const minChartsHeight = 60;

/** The height for the charts in the pixels in which they are drawn: what the rest of the sheet leaves. */
function roomForCharts(sheet: HTMLElement): number {
  const mm = sheet.clientWidth / 178;
  const rest = [...sheet.children].reduce((sum, child) => sum + child.getBoundingClientRect().height + 2.5 * mm, 0);
  const room = (sheet.clientHeight - rest) / mm - titlesHeight;
  return (Math.max(minChartsHeight, Math.min(maxChartsHeight, room)) * paperWidth) / 178;
}

/** Prints the sheet instead of the page while the component is mounted, also by the browser's own command. */
export function usePrintSheet(sheet: Omit<SheetProps, "charts">): void {
  const latest = useRef(sheet);
  latest.current = sheet;
  useEffect(() => {
    let host: HTMLElement | undefined;
    const remove = () => {
      document.documentElement.classList.remove("prints-sheet");
      if (host) render(null, host);
      host?.remove();
      host = undefined;
    };
    const add = () => {
      remove();
      const sheet = document.createElement("div");
      host = sheet;
      sheet.className = "paper print-sheet";
      document.body.append(sheet);
      document.documentElement.classList.add("prints-sheet");
      const show = (charts: readonly DrawnChart[]) => render(<PrintSheet {...latest.current} charts={charts} />, sheet);
      show([]);
      drawCharts(roomForCharts(sheet), show);
    };
    addEventListener("beforeprint", add);
    addEventListener("afterprint", remove);
    return () => {
      removeEventListener("beforeprint", add);
      removeEventListener("afterprint", remove);
      remove();
    };
  }, []);
}
