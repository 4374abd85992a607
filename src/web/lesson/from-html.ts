/**
 * Converts what a document puts on the clipboard into Markdown: headings, lists, emphasis, links, code and tables. The
 * HTML is parsed into a document of its own, in which nothing runs and nothing is loaded.
 */

/** Returns the Markdown of a piece of HTML, as Word, Google Docs, LibreOffice and web pages write it. */
export function markdownFromHtml(html: string): string {
  // Nothing of it would run or apply, but the page's policy would report each style and handler that it refuses.
  const inert = html
    .replace(/<style\b[\s\S]*?<\/style\s*>/gi, "")
    .replace(/<[a-z][^>]*>/gi, (tag) => tag.replace(/([\s/"'])(style|on\w+)\s*=/gi, "$1data-$2="));
  const { body } = new DOMParser().parseFromString(inert, "text/html");
  return blocksOf(body).join("\n\n").trim();
}

const blockTags = new Set(
  "ADDRESS ARTICLE ASIDE BLOCKQUOTE BODY CENTER DIV DL DT DD FIGURE FIGCAPTION FOOTER H1 H2 H3 H4 H5 H6 HEADER HR LI MAIN NAV OL P PRE SECTION TABLE UL".split(
    " ",
  ),
);
const ignoredTags = new Set(
  "HEAD LINK META NOSCRIPT OBJECT SCRIPT STYLE TEMPLATE TITLE IFRAME SVG MATH INPUT BUTTON".split(" "),
);
const isBlock = (element: Element) => blockTags.has(element.tagName);

/** The blocks of an element: paragraphs, headings, lists, … Text between them is a paragraph. */
function blocksOf(parent: Element): string[] {
  const blocks: string[] = [];
  let line = "";
  let isInWordList = false;
  const endLine = () => {
    const text = tidy(line);
    line = "";
    if (text) blocks.push(text);
    if (text) isInWordList = false;
  };
  for (const node of parent.childNodes) {
    if (node.nodeType === Node.TEXT_NODE) line += literal(node.nodeValue ?? "");
    if (!(node instanceof Element) || ignoredTags.has(node.tagName.toUpperCase())) continue;
    if (!isBlock(node) && ![...node.querySelectorAll("*")].some(isBlock)) {
      line += inline(node);
      continue;
    }
    endLine();
    const item = wordItem(node);
    if (item !== undefined && isInWordList) blocks.push(`${blocks.pop()}\n${item}`);
    else blocks.push(...(item === undefined ? blockOf(node) : [item]));
    isInWordList = item !== undefined;
  }
  endLine();
  return blocks;
}

function blockOf(element: Element): string[] {
  const { tagName } = element;
  const heading = /^H([1-6])$/.exec(tagName)?.[1];
  if (heading) {
    const text = blocksOf(element).join(" ").replace(/\s+/g, " ").replaceAll("**", "");
    return text ? [`${Number(heading) <= 2 ? "###" : "####"} ${text}`] : [];
  }
  if (tagName === "UL" || tagName === "OL") return [list(element)];
  if (tagName === "TABLE") return [table(element)];
  if (tagName === "PRE" || isEditorCode(element)) return [fence(codeOf(element))];
  if (tagName === "BLOCKQUOTE") return [indent(blocksOf(element).join("\n\n"), "> ", "> ")];
  if (tagName === "HR") return ["---"];
  return blocksOf(element);
}

/** Code as an editor puts it on the clipboard: lines of a fixed-width font that keep their spaces. */
function isEditorCode(element: Element): boolean {
  return (
    styleOf(element, "white-space").startsWith("pre") &&
    /mono|consol|courier|menlo/i.test(styleOf(element, "font-family"))
  );
}

/** A property of an element's own style; "" if it has none. */
const styleOf = (element: Element, name: string): string =>
  new RegExp(`(?:^|;)\\s*${name}\\s*:\\s*([^;]+)`, "i").exec(element.getAttribute("data-style") ?? "")?.[1]?.trim() ??
  "";

function codeOf(element: Element): string {
  if (element.tagName === "PRE") return element.textContent ?? "";
  return Array.from(element.children, (line) => (line.tagName === "BR" ? "" : (line.textContent ?? ""))).join("\n");
}

function fence(code: string): string {
  const longest = Math.max(2, ...Array.from(code.matchAll(/`+/g), ([ticks]) => ticks.length));
  const mark = "`".repeat(longest + 1);
  return `${mark}\n${code.replace(/^\n+|\s+$/g, "")}\n${mark}`;
}

/** A list; one directly in a list belongs to the item before it, as Google Docs writes it. */
function list(element: Element): string {
  const isOrdered = element.tagName === "OL";
  const items: string[] = [];
  let n = Number(element.getAttribute("start")) || 1;
  for (const child of element.children) {
    if (child.tagName === "UL" || child.tagName === "OL") {
      items.push(`${items.pop() ?? "- "}\n${indent(list(child), "   ", "   ")}`);
      continue;
    }
    const box = child.getAttribute("role") === "checkbox" ? child : child.querySelector("input[type=checkbox]");
    const isTicked = box?.getAttribute("aria-checked") === "true" || box?.hasAttribute("checked") === true;
    const mark = box ? `- [${isTicked ? "x" : " "}] ` : isOrdered ? `${n}. ` : "- ";
    n += 1;
    const [first = "", ...rest] = blocksOf(child);
    const more = rest.map((block) => (/^(?:-|\d+\.) /.test(block) ? `\n${block}` : `\n\n${block}`)).join("");
    items.push(indent(first + more, mark, box || !isOrdered ? "  " : "   "));
  }
  return items.join("\n");
}

/** An item of a list of Word, which is a paragraph with its level and its mark. */
function wordItem(element: Element): string | undefined {
  const level = /\blevel(\d)/.exec(styleOf(element, "mso-list"))?.[1];
  if (level === undefined) return undefined;
  const mark = [...element.querySelectorAll("span")].find((span) => styleOf(span, "mso-list") === "Ignore");
  const isOrdered = /^\s*\(?[\da-z]{1,3}[.)]/i.test(mark?.textContent ?? "");
  mark?.remove();
  return `${"   ".repeat(Number(level) - 1)}${isOrdered ? "1." : "-"} ${blocksOf(element).join(" ")}`;
}

function table(element: Element): string {
  const rows = Array.from(element.querySelectorAll("tr"), (row) =>
    Array.from(row.children, (cell) =>
      blocksOf(cell)
        .join(" ")
        .replace(/\s*\n\s*/g, " ")
        .replaceAll("|", "\\|"),
    ),
  );
  const [header = [], ...others] = rows;
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [line(header), line(header.map(() => "---")), ...others.map(line)].join("\n");
}

function inline(element: Element): string {
  const inner = () =>
    Array.from(element.childNodes, (node) =>
      node instanceof Element ? inline(node) : node.nodeType === Node.TEXT_NODE ? literal(node.nodeValue ?? "") : "",
    ).join("");
  const { tagName } = element;
  if (ignoredTags.has(tagName.toUpperCase())) return "";
  if (tagName === "BR") return "\n";
  if (tagName === "IMG") return literal(element.getAttribute("alt") ?? "");
  if (["CODE", "KBD", "SAMP", "TT"].includes(tagName)) return marked(element.textContent ?? "", "`");
  if (tagName === "A") {
    const href = element.getAttribute("href") ?? "";
    const text = inner().trim();
    return /^(?:https?:\/\/|mailto:)\S+$/i.test(href) && text
      ? `[${text}](${href.replace(/[()]/g, encodeURIComponent)})`
      : text;
  }
  if (["DEL", "S", "STRIKE"].includes(tagName)) return marked(inner(), "~~");
  const [fontWeight, fontStyle] = [styleOf(element, "font-weight"), styleOf(element, "font-style")];
  const isBold = fontWeight
    ? fontWeight === "bold" || Number(fontWeight) >= 600
    : tagName === "B" || tagName === "STRONG";
  const isItalic = fontStyle ? fontStyle === "italic" : tagName === "I" || tagName === "EM";
  const text = isItalic ? marked(inner(), "*") : inner();
  return isBold ? marked(text, "**") : text;
}

/** Puts marks around a text, inside of the spaces at its ends. */
function marked(text: string, mark: string): string {
  const [, before = "", inner = "", after = ""] = /^(\s*)([\s\S]*?)(\s*)$/.exec(text) ?? [];
  return inner === "" ? text : `${before}${mark}${inner}${mark}${after}`;
}

/** Text in which nothing is markup. An underscore within a word is none. */
const literal = (text: string): string =>
  text
    .replace(/[\s\u00A0]+/g, " ")
    .replace(/[\\`*[\]<]/g, "\\$&")
    .replace(/_/g, (mark, at: number, all: string) => (isWord(all[at - 1]) && isWord(all[at + 1]) ? mark : "\\_"));

const isWord = (letter: string | undefined): boolean => /[\p{L}\p{N}]/u.test(letter ?? "");

/** A paragraph without spaces at the ends of its lines; a hash at its start is no heading. */
const tidy = (line: string): string =>
  line
    .replace(/[ \t]*\n[ \t]*/g, "\n")
    .trim()
    .replace(/^#/gm, "\\#");

const indent = (text: string, first: string, others: string): string =>
  text
    .split("\n")
    .map((line, n) => (n === 0 ? first : line === "" ? others.trimEnd() : others) + line)
    .join("\n");
