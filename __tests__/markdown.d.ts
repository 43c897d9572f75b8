/** A Markdown file is imported as its text: by esbuild's text loader in the bundle, by markdown-transform.js in jest. */
declare module '*.md' {
  const text: string;
  // biome-ignore lint/style/noDefaultExport: the form that esbuild gives a text file
  export default text;
}
