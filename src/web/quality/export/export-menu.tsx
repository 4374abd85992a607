/** The menu that prints a product, or saves its chart or its data as a file. Everyone who sees a product may use it. */
import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import type { Chart } from "../../../domain/spc/chart.ts";
import type { Product } from "../../../domain/spc/product.ts";
import { locale } from "../../language.ts";
import { Icon } from "../../ui/icon.tsx";
import { Problem } from "../../ui/notice.tsx";
import { shownCharts } from "../chart/shown-charts.ts";
import { specInWords } from "../product/spec-in-words.ts";
import { useCloseMenu } from "../product/use-close-menu.ts";
import { saveFile, toFileName } from "../save-file.ts";
import type { LiveBoard } from "../use-board.ts";
import { chartPng } from "./chart-png.ts";
import { texts } from "./texts.ts";
import { usePrintSheet } from "./use-print-sheet.tsx";

interface ExportProps {
  board: LiveBoard;
  product: Product;
  chart: Chart;
}

export function ExportMenu({ board, product, chart }: ExportProps) {
  const words = texts.value;
  const menu = useRef<HTMLDetailsElement>(null);
  const problem = useSignal<string | undefined>(undefined);
  const folder = useFolderName(board, product.folder_id);
  const { alerts, capability } = board.state.value;
  useCloseMenu(menu);
  usePrintSheet({ product, chart, alerts, capability, folder });
  const close = () => menu.current?.removeAttribute("open");
  const savePng = async () => {
    const date = new Intl.DateTimeFormat(locale(), { dateStyle: "long", timeStyle: "short" }).format();
    const subtitle = [product.code, specInWords(product), folder, date].filter(Boolean).join(" · ");
    const png = await chartPng({ title: product.name, subtitle, ...shownCharts()?.notes });
    problem.value = png ? undefined : words.noPicture;
    if (png) saveFile(`${toFileName(`${product.code}-${words.pictureName}`)}.png`, png);
  };
  const item = (name: string, onClick: () => void) => (
    <button
      type="button"
      class="btn btn-ghost justify-start px-4"
      onClick={() => {
        close();
        onClick();
      }}
    >
      {name}
    </button>
  );
  const zone = encodeURIComponent(new Intl.DateTimeFormat().resolvedOptions().timeZone);
  const file = (name: string, data: string) => (
    <a
      class="btn btn-ghost justify-start px-4"
      href={`/api/spc/products/${product.id}/${data}.csv?tz=${zone}`}
      download
      onClick={close}
    >
      {name}
    </a>
  );
  return (
    <>
      {problem.value && <Problem says={problem.value} />}
      <details ref={menu} class="sm:relative">
        <summary class="btn btn-lg whitespace-nowrap">
          {words.export}
          <Icon name="down" />
        </summary>
        <div class="menu-sheet">
          {item(words.print, () => print())}
          {chart.points.length > 0 && item(words.png, () => void savePng())}
          {file(words.measurementsCsv, "measurements")}
          {file(words.pointsCsv, "points")}
        </div>
      </details>
    </>
  );
}

/** The name of the product's folder, once it is read. */
function useFolderName(board: LiveBoard, id: number | null): string | undefined {
  const name = useSignal<string | undefined>(undefined);
  useEffect(() => {
    name.value = undefined;
    if (id === null) return;
    board.api
      .folder(id)
      .then((folder) => {
        name.value = folder.name;
      })
      // The sheet has a line to write on instead.
      .catch(() => {});
  }, [id]);
  return name.value;
}
