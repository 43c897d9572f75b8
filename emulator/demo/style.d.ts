/** A style sheet is imported as its text, by esbuild's text loader. */
declare module '*.css' {
  const text: string;
  // biome-ignore lint/style/noDefaultExport: the form that esbuild gives a text file
  export default text;
}
