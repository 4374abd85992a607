/** Measures source files: their lines, and the lines of each function in them. */
import { parseSync, Visitor } from "oxc-parser";

export interface Sized {
  /** `file.ts`, or `file.ts name` for a function. */
  readonly name: string;
  readonly lines: number;
}

export const linesIn = (text: string) => text.split("\n").length;

/** The functions in a source text, each with its lines: from its name or parameters to the end of its body. */
export function functionsIn(path: string, text: string): Sized[] {
  const { program, errors } = parseSync(path, text);
  if (errors.length > 0) throw new Error(`${path}: ${errors[0]?.message}`);
  const found: Sized[] = [];
  /** The names of arrow functions and methods stand before them. */
  const names = new Map<number, string>();
  const nameOf = (start: number) => names.get(start) ?? `(line ${linesIn(text.slice(0, start))})`;
  const add = ({ start, end, id }: { start: number; end: number; id?: { name: string } | null }) =>
    found.push({ name: `${path} ${id?.name ?? nameOf(start)}`, lines: linesIn(text.slice(start, end)) });
  new Visitor({
    VariableDeclarator: ({ id, init }) => {
      if (id.type === "Identifier" && init) names.set(init.start, id.name);
    },
    Property: ({ key, value }) => {
      if (key.type === "Identifier") names.set(value.start, key.name);
    },
    MethodDefinition: ({ key, value }) => {
      if (key.type === "Identifier") names.set(value.start, key.name);
    },
    FunctionDeclaration: add,
    FunctionExpression: add,
    ArrowFunctionExpression: add,
  }).visit(program);
  return found;
}
