/** The oldest browsers that the pages support, and what the build does for them. */
import { transform } from "lightningcss";
import postcss from "postcss";

/** Phones of 2022. test/web/old-browsers.test.ts checks what is built against them. */
export const oldest = { safari: 15.4, chrome: 100 } as const;

/** A length of the dynamic viewport (`100dvh`): both got it later (Chrome 108) or only just (Safari 15.4). */
const dynamic = /(\d)[dsl](v(?:h|w|i|b|min|max))\b/g;

const version = (number: number): number => {
  const [major = 0, minor = 0] = String(number).split(".").map(Number);
  return (major << 16) | (minor << 8);
};

/** Compiles a style sheet so that they show it: colours and lengths that they do not know get a fallback before them. */
export function compileCss(css: string): string {
  const sheet = postcss.parse(css);
  sheet.walkDecls((declaration) => {
    // Of two custom properties the later one counts, whatever is in it.
    if (declaration.variable) return;
    const plain = declaration.value.replace(dynamic, "$1$2");
    if (plain !== declaration.value) declaration.cloneBefore({ value: plain });
  });
  const { code } = transform({
    filename: "pages.css",
    code: Buffer.from(sheet.toString()),
    minify: true,
    targets: {
      safari: version(oldest.safari),
      ios_saf: version(oldest.safari),
      chrome: version(oldest.chrome),
      android: version(oldest.chrome),
    },
  });
  return withoutWideColours(code.toString());
}

/** A colour in a notation that reaches beyond sRGB. */
const wideColour = /\b(?:lab|color)\(/;

/** Removes the forms of a colour for screens beyond sRGB, which follow the one in sRGB: all of ours are within it. */
function withoutWideColours(css: string): string {
  const sheet = postcss.parse(css);
  sheet.walkDecls((declaration) => {
    const before = declaration.prev();
    if (wideColour.test(declaration.value) && before?.type === "decl" && before.prop === declaration.prop) {
      declaration.remove();
    }
  });
  sheet.walkAtRules("supports", (rule) => {
    if (/^\(color:\s*(?:lab|color)\(/.test(rule.params)) rule.remove();
  });
  return sheet.toString();
}
