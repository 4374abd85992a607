// Prints who was in which class, from when and for how long, as CSV. It needs nothing but `fetch`.
// LECTERN_TOKEN=… node attendance.mjs http://localhost:8000 > attendance.csv
const [url] = process.argv.slice(2);
const headers = { Authorization: `Bearer ${process.env.LECTERN_TOKEN}` };

async function get(path) {
  const response = await fetch(url + path, { headers });
  const body = await response.json();
  if (!response.ok) throw new Error(`${path}: ${body.detail}`);
  // A long list has further pages.
  const [, next] = /<([^>]*)>; rel="next"/.exec(response.headers.get("link") ?? "") ?? [];
  return { body, next };
}

/** A cell of CSV. An apostrophe prevents that a spreadsheet evaluates a name such as "=1+1". */
function cell(value) {
  const text = `${value ?? ""}`.replace(/(^|[;,\t\r\n])([^\S\t\r\n]*)([=+\-@＝＋－＠])/g, "$1$2'$3");
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

console.log("class,title,name,role,first_seen_at,last_seen_at,minutes");
for (let next = "/api/sessions?limit=50"; next !== undefined; ) {
  const page = await get(next);
  for (const { code, title } of page.body) {
    const { body: report } = await get(`/api/sessions/${code}/report`);
    for (const { name, role, first_seen_at, last_seen_at, minutes } of report.attendance ?? []) {
      console.log([code, title, name, role, first_seen_at, last_seen_at, minutes].map(cell).join(","));
    }
  }
  next = page.next;
}
