/** What the tests of limits take from templates.js. */
export function hundredLines(): string;
export function ownStreams(count: number): string;
export function writeStreams(folder: string, count: number): void;
export function sized(wanted: { bytes: number; resources?: number; count?: number; granted?: boolean }): string;
