/** What the service worker does with each request. */
import { expect, test } from "bun:test";
import { routeOf } from "../../../src/web/offline/route.ts";

const origin = "https://class.example";
const table: [string, string, string, string][] = [
  ["a file with a hash", "GET no-cors /index-4z12qpq5.css", origin, "static"],
  ["a student's page", "GET navigate /s/ABC234", origin, "page"],
  ["the start page", "GET navigate /", origin, "page"],
  ["the join page with a query", "GET navigate /j/ABC234?x=1", origin, "page"],
  ["an answer of the API", "GET cors /api/sessions/ABC234", origin, "network"],
  ["a picture of a class", "GET no-cors /uploads/0123456789abcdef.png", origin, "network"],
  ["the documents", "GET navigate /docs", origin, "network"],
  ["the API opened as a page", "GET navigate /api/join/ABC234", origin, "network"],
  ["a file without a hash", "GET no-cors /sw.js", origin, "network"],
  ["a write", "POST cors /index-4z12qpq5.css", origin, "network"],
  ["another site", "GET no-cors /index-4z12qpq5.css", "https://other.example", "network"],
];

test.each(table)("N6 %s", (_, request, of, route) => {
  const [method = "", mode = "", path = ""] = request.split(" ");
  expect(routeOf({ method, mode, url: of + path }, origin) as string).toBe(route);
});
