/** A text file that the bundler puts into the page as a string. */
declare module "*.md" {
  const text: string;
  export default text;
}
