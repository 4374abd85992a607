/** The style sheet of the pages that are not a student's (`all-pages.css`). */

/** Its address, which the build knows. */
declare const allPagesCss: string;

let loading: Promise<void> | undefined;

/** Loads it, once. Rejects if the server cannot be reached. */
export function loadAllPagesCss(): Promise<void> {
  loading ??= new Promise((resolve, reject) => {
    const link = document.createElement("link");
    link.rel = "stylesheet";
    link.href = allPagesCss;
    link.onload = () => resolve();
    link.onerror = () => reject(new Error("the style sheet could not be loaded"));
    document.head.append(link);
  });
  return loading;
}
