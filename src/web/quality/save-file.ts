/** Lets the browser save a file that the page has made. */

/** How long the browser may take to begin, in ms, before the file's address is released. */
const releaseAfterMs = 60_000;

export function saveFile(name: string, content: Blob): void {
  const address = URL.createObjectURL(content);
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), releaseAfterMs);
}

/** A text as a part of a file's name: without characters that a file system refuses. */
export const toFileName = (text: string): string =>
  text
    .replace(/[\\/:*?"<>|\p{Cc}]+/gu, "-")
    .replace(/^[.\s-]+|[.\s-]+$/g, "")
    .slice(0, 80) || "lectern";
