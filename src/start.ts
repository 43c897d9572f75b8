/** Put in by the bundler. */
declare const __VERSION__: string;

// The bundle keeps all else in a file of its own, since to read it takes node longer than to start: `--version` is to
// be about as quick as node itself.
if (process.argv.length === 3 && process.argv[2] === '--version') process.stdout.write(`${__VERSION__}\n`);
else await import('./cli.ts');

export {};
