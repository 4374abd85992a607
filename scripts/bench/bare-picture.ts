/** The control for pictures: sends the file whose path is the argument. */

const path = process.argv[2] ?? "";
const server = Bun.serve({ port: 0, hostname: "127.0.0.1", fetch: () => new Response(Bun.file(path)) });
console.log(server.url.origin);

export {};
