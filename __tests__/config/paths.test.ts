import { describe, expect, it } from '@jest/globals';
import { pathFilter } from '../../src/config/paths.ts';

describe('the globs of paths', () => {
  it('without any take every name that a template can have', () => {
    const matches = pathFilter([]);
    expect(['a.yaml', 'b/c.YML', 'd.json', 'e.template', '.hidden/f.cfn'].every(matches)).toBe(true);
    expect(['a.ts', 'yaml', 'b.png'].some(matches)).toBe(false);
  });

  it('take what one matches, the last word first', () => {
    const matches = pathFilter(['infra/**', '!infra/test/**', 'infra/test/keep.yaml']);
    expect(['infra/a.yaml', 'infra/.x/b', 'infra/test/keep.yaml'].every(matches)).toBe(true);
    expect(['infra/test/a.yaml', 'a.yaml'].some(matches)).toBe(false);
  });

  it('that only take away leave the rest of the templates', () => {
    const matches = pathFilter(['!vendor/**']);
    expect([matches('a.yaml'), matches('vendor/a.yaml'), matches('a.ts')]).toEqual([true, false, false]);
  });
});
