/** Reads the names of tests from their source. */
import { type Node, parseSync, Visitor } from "oxc-parser";

/** The names of the tests and groups in a source text; what a template fills in is `…`. */
export function testNamesIn(path: string, text: string): string[] {
  const names: string[] = [];
  new Visitor({
    CallExpression({ callee, arguments: [first] }) {
      if (first && (rootOf(callee) === "test" || rootOf(callee) === "describe")) {
        if (first.type === "Literal" && typeof first.value === "string") names.push(first.value);
        if (first.type === "TemplateLiteral") names.push(first.quasis.map(({ value }) => value.cooked).join("…"));
      }
    },
  }).visit(parseSync(path, text).program);
  return names;
}

/** `test` of `test.skipIf(true)` and `test.each(rows)`. */
function rootOf(node: Node): string | undefined {
  if (node.type === "CallExpression") return rootOf(node.callee);
  if (node.type === "MemberExpression") return rootOf(node.object);
  return node.type === "Identifier" ? node.name : undefined;
}
