// Loaded before the Action (`node --import`): its timers run twenty times as fast, so that the pauses which GitHub asks
// of clients (a second between GraphQL calls, three between comments, a minute after a limit) do not fill the tests.
// What is waited for, and how often, stays the Action's own. No faster: its client gives up on an answer after 300 s.
const { setTimeout: later } = globalThis;

globalThis.setTimeout = (work, milliseconds = 0, ...rest) => later(work, milliseconds / 20, ...rest);
