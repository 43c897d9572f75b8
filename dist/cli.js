#!/usr/bin/env node
process.argv.length===3&&process.argv[2]==="--version"?process.stdout.write(`0.1.0
`):await import("./program.js");
