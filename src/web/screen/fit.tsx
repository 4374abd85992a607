/** A box whose text is as large as fits, and never smaller than a room can read. What still does not fit can be scrolled. */
import type { ComponentChildren } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";

/** The type sizes that are tried, in rem, largest first. The last is readable from 8 metres, also for code at 0.9 em. */
const sizes = [2.2, 2, 1.8, 1.6, 1.45, 1.3, 1.2, 1.12];

/** `of` identifies the content: another one starts at its top. */
export function Fit({ of, children }: { of: unknown; children: ComponentChildren }) {
  const box = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const outer = box.current;
    const inner = outer?.firstElementChild;
    if (!outer || !inner) return;
    const fitsIn = (columns: boolean) => {
      outer.classList.toggle("projector-columns", columns);
      return sizes.some((size) => {
        outer.style.fontSize = `${size}rem`;
        return outer.scrollHeight <= outer.clientHeight;
      });
    };
    // A picture stands beside the text if that fits.
    const fit = () => (inner.querySelector("img") !== null && fitsIn(true)) || fitsIn(false);
    fit();
    // Pictures and the renderer of Markdown arrive later, and the window changes.
    const observer = new ResizeObserver(fit);
    observer.observe(outer);
    observer.observe(inner);
    return () => observer.disconnect();
  }, [of]);
  useLayoutEffect(() => {
    if (box.current) box.current.scrollTop = 0;
  }, [of]);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <div ref={box} class="projector-fit" tabIndex={0}>
      <div>{children}</div>
    </div>
  );
}
