/** The contact sheet: an HTML page with a thumbnail of every picture. */

export interface Shot {
  readonly state: string;
  readonly file: string;
  readonly width: number;
  readonly theme: string;
  readonly language: string;
  /** What is wrong with it: found by axe, wider than the screen. */
  readonly problems: readonly string[];
}

const escaped = (text: string): string => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

/** `failures` are the states that were not reached, with the reason. */
export function sheetOf(shots: readonly Shot[], failures: ReadonlyMap<string, string>): string {
  const byState = Map.groupBy(shots, ({ state }) => state);
  const parts = Array.from(byState, ([state, some]) => {
    const figures = some.map(({ file, width, theme, language, problems }) => {
      const title = [`${width} px, ${theme}, ${language}`, ...problems].map(escaped).join("&#10;");
      const image = `<img loading="lazy" src="${escaped(file)}" alt="" style="width:${Math.round(width / 5)}px">`;
      return `<a href="${escaped(file)}" title="${title}"${problems.length ? ' class="bad"' : ""}>${image}${width} ${theme} ${language}</a>`;
    });
    return `<h2 id="${state}">${state}</h2><div>${figures.join("")}</div>`;
  });
  const failed = Array.from(failures, ([state, why]) => `<li><b>${state}</b> ${escaped(why)}</li>`);
  return `<!doctype html><meta charset="utf-8"><title>Pictures</title>
<style>
body{font:14px system-ui;margin:1rem;background:#ddd}
div{display:flex;flex-wrap:wrap;gap:8px;align-items:flex-start}
a{display:grid;gap:2px;color:#222;text-decoration:none;font-size:11px}
img{max-height:420px;object-fit:cover;object-position:top;border:1px solid #888}
.bad img{outline:3px solid #d00}
</style>
<h1>${shots.length} pictures of ${byState.size} states</h1>
${failed.length ? `<h2>Not reached</h2><ul>${failed.join("")}</ul>` : ""}
${parts.join("\n")}
`;
}
