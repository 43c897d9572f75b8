import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { INPUT_NAMES, inputDefault } from '../src/config/inputs.ts';
import { review } from '../src/review.ts';
import { RULES } from '../src/rules/index.ts';
import { DAY, SETTINGS, sideOf } from './review-input.ts';

const root = new URL('../', import.meta.url);
const read = (path: string) => readFileSync(new URL(path, root), 'utf8');

const HEADINGS = [
  'What it finds',
  'Why it matters',
  'Example',
  'Suggested patch',
  'When it can not tell',
  'When to ignore it',
  'AWS references',
];

function judge(text: string) {
  const file = { path: 'stack.yaml', text };
  const made = review({ head: sideOf([file]), base: null, renames: new Map(), settings: SETTINGS, day: DAY });
  const [template] = made.templates;
  if (template === undefined) throw new Error('no template was judged');
  return template;
}

describe('the page of each rule', () => {
  it.each(RULES.map(({ meta }) => meta.id))('%s has the headings, and an example that triggers it', (id) => {
    const page = read(`docs/rules/${id}.md`);
    expect(page.match(/^## .+$/gm)).toEqual(HEADINGS.map((heading) => `## ${heading}`));
    const example = /## Example\n\n```yaml\n([\s\S]*?)```/.exec(page)?.[1] ?? '';
    const { findings, fixed } = judge(example);
    expect(findings.map(({ rule }) => rule)).toEqual([id]);
    if (fixed !== null) expect(judge(fixed).findings).toEqual([]);
    if (['missing-grant', 'unusable-grant', 'broad-grant', 'policy-race'].includes(id)) expect(fixed).not.toBeNull();
  });

  it('is there for every rule and for nothing else', () => {
    const pages = readdirSync(new URL('docs/rules/', root)).sort();
    expect(pages).toEqual(RULES.map(({ meta }) => `${meta.id}.md`).sort());
  });

  it('is linked from the README with its level', () => {
    const readme = read('README.md');
    for (const { meta } of RULES) {
      expect(readme).toContain(`| [\`${meta.id}\`](docs/rules/${meta.id}.md) | ${meta.level}`);
    }
  });
});

describe('the inputs', () => {
  const action = parse(read('action.yml')) as { inputs: Record<string, { default: string; description: string }> };

  it('are the same in action.yml and in the code, with the same defaults', () => {
    expect(Object.keys(action.inputs)).toEqual([...INPUT_NAMES]);
    for (const name of INPUT_NAMES.filter((each) => each !== 'token')) {
      expect(`${name}: ${action.inputs[name]?.default}`).toBe(`${name}: ${inputDefault(name)}`);
    }
  });

  it.each([...INPUT_NAMES])('%s stands in the README', (name) => {
    expect(read('README.md')).toMatch(new RegExp(`^\\| \`${name}\` \\|`, 'm'));
  });
});

describe('every path that a page names', () => {
  const pages = [
    'README.md',
    'CONTRIBUTING.md',
    'SECURITY.md',
    ...readdirSync(new URL('docs/', root), { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.md'))
      .map((path) => `docs/${path}`),
  ];

  it.each(pages)('exists: %s', (page) => {
    const text = read(page);
    const links = [...text.matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map((match) => match[1] ?? '');
    const quoted = [...text.matchAll(/`((?:src|docs|examples|__tests__|dist|bench|tools|emulator)\/[\w./-]*)`/g)];
    const linked = links.map((path) => ({ path, from: new URL(page, root) }));
    for (const { path, from } of [...linked, ...quoted.map((match) => ({ path: match[1] ?? '', from: root }))]) {
      expect(`${path}: ${existsSync(new URL(path, from))}`).toBe(`${path}: true`);
    }
  });
});
