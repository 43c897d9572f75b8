import { setFlagsFromString } from 'node:v8';

/**
 * Has Node 20 compile what runs often for a second time only once it has run fifteen times as often. In a run of a second
 * or two this work, on another core, never pays for itself: without it a template of 1 MB takes a third less of CPU
 * time. Later versions of V8 have a cheaper compiler in between, and do best as they are.
 * https://nodejs.org/docs/latest-v20.x/api/v8.html#v8setflagsfromstringflags
 */
export function compileLate(versionOfV8: string): void {
  if (versionOfV8.startsWith('11.')) setFlagsFromString('--interrupt-budget=1000000');
}
