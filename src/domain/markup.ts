/** Whether a text has Markdown in it. Imports no parser: a student's page checks it before it loads one. */

/** Characters that can begin markup: of emphasis, code, links, pictures, headings, tables, quotes, entities and HTML. */
const markupCharacter = /[\\`*_~[\]<>#|&]/;
/** A line that begins a list or is indented code, and the lines that make a heading or a rule of the text above. */
const markupLine = /^(?: {4}|\t| {0,3}(?:[-+]|\d{1,9}[.)])(?:\s|$)| {0,3}(?:=+|-+)[ \t]*$)/m;

/** Returns whether `text` may have Markdown in it. If not, its paragraphs are what is shown, line by line. */
export const hasMarkup = (text: string): boolean => markupCharacter.test(text) || markupLine.test(text);
