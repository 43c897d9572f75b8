import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Real templates that stand beside the checkout where this project is made, and are no part of it. Ends in a slash. */
export const SAMPLES = fileURLToPath(new URL('../../shared/templates/', import.meta.url));

/** Without them, the tests that run on them are skipped. */
export const hasSamples = existsSync(SAMPLES);
