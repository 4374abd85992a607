/** Reports presses on a chart, by the index of the nearest point. */
import type uPlot from "uplot";

/** A pointer that moves farther than this between down and up drags the chart, in CSS pixels. */
const maxMove = 6;

/** Returns a function that stops listening. */
export function listenForPress(u: uPlot, onPress: (index: number) => void): () => void {
  const over = u.over;
  let start: number | undefined;
  const down = ({ clientX }: PointerEvent) => {
    start = clientX;
  };
  const click = ({ clientX }: MouseEvent) => {
    if (start === undefined || Math.abs(clientX - start) > maxMove) return;
    onPress(u.posToIdx(clientX - over.getBoundingClientRect().left));
  };
  over.addEventListener("pointerdown", down);
  over.addEventListener("click", click);
  return () => {
    over.removeEventListener("pointerdown", down);
    over.removeEventListener("click", click);
  };
}
