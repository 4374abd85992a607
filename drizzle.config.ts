import { defineConfig } from "drizzle-kit";

export default defineConfig({
  dialect: "sqlite",
  schema: [
    "./src/store/schema.ts",
    "./src/store/log-schema.ts",
    "./src/store/folder-schema.ts",
    "./src/store/board-schema.ts",
    "./src/store/client-schema.ts",
    "./src/store/limits-schema.ts",
    "./src/store/gauge-schema.ts",
    "./src/store/audit-schema.ts",
  ],
  out: "./src/store/migrations",
});
