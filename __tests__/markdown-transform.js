/** Makes an import of a Markdown file its text, as esbuild's text loader does in the bundle. */
const process = (text) => ({ code: `export default ${JSON.stringify(text)};` });

// biome-ignore lint/style/noDefaultExport: jest takes a transform's default export
export default { process };
