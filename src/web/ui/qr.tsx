/** A QR code as SVG: black on white with its quiet zone, in light and dark mode. */
import { useMemo } from "preact/hooks";
import { encode } from "uqr";

/** `label` tells screen readers what the code links to. */
export function Qr({ value, label, class: name }: { value: string; label: string; class?: string }) {
  const { size, dark } = useMemo(() => {
    const { data, size } = encode(value, { ecc: "M", border: 4 });
    const cells = data.flatMap((row, y) => runs(row).map(([x, length]) => `M${x} ${y}h${length}v1h-${length}z`));
    return { size, dark: cells.join("") };
  }, [value]);
  return (
    <svg viewBox={`0 0 ${size} ${size}`} role="img" aria-label={label} class={name} shape-rendering="crispEdges">
      <rect width={size} height={size} fill="#fff" />
      <path d={dark} fill="#000" />
    </svg>
  );
}

/** The runs of dark modules of a row, each as [start, length]. */
function runs(row: readonly boolean[]): [number, number][] {
  const found: [number, number][] = [];
  row.forEach((dark, x) => {
    const last = found.at(-1);
    if (!dark) return;
    if (last && last[0] + last[1] === x) last[1]++;
    else found.push([x, 1]);
  });
  return found;
}
