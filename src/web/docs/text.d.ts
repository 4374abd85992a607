/** Markdown files, which the bundler includes as strings. */
declare module "*.md" {
  const text: string;
  export default text;
}
