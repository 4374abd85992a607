/** The frame of a chart of a gauge study: its title and hint, and a drawing as wide as the frame. */
import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";

interface ChartFrameProps {
  title: string;
  hint?: string | undefined;
  /** For screen readers. */
  label: string;
  height: number;
  /** What the colours mean, above the drawing. */
  legend?: ComponentChildren;
  /** Draws into an SVG of this width, in CSS pixels. */
  children: (width: number) => ComponentChildren;
}

/** The width before it is measured. */
const initialWidth = 480;

export function ChartFrame({ title, hint, label, height, legend, children }: ChartFrameProps) {
  const box = useRef<HTMLElement>(null);
  const width = useSignal(initialWidth);
  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    const fit = () => {
      width.value = Math.max(200, element.clientWidth);
    };
    fit();
    const observer = new ResizeObserver(fit);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return (
    <figure class="card-plain gauge-chart">
      <figcaption class="flex flex-col gap-1">
        <span class="text-lg font-bold tracking-tight">{title}</span>
        {hint && <span class="text-base text-quiet">{hint}</span>}
      </figcaption>
      {legend}
      <span ref={box} class="block">
        <svg viewBox={`0 0 ${width.value} ${height}`} class="block w-full" role="img" aria-label={label}>
          {children(width.value)}
        </svg>
      </span>
    </figure>
  );
}
