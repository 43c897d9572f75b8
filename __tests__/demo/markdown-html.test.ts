import { describe, expect, it } from '@jest/globals';
import { markdownHtml } from '../../emulator/demo/markdown-html.ts';

const shown = (markdown: string) => markdownHtml(markdown).text;

describe('the Markdown of the page', () => {
  it('shows what comments and summaries are made of', () => {
    expect(shown('**rule** (error): `a<b` is *not* so.')).toBe(
      '<p><strong>rule</strong> (error): <code>a&lt;b</code> is <em>not</em> so.</p>',
    );
    expect(shown('- one\n- two')).toBe('<ul><li>one</li><li>two</li></ul>');
    expect(shown('| a |\n| --- |\n| `b` |')).toContain('<th>a</th></tr></thead><tbody><tr><td><code>b</code></td>');
    expect(shown('[here](https://github.com/a/b#L1)')).toContain('<a href="https://github.com/a/b#L1"');
  });

  it('keeps a folded part, with its Markdown, and drops a marker', () => {
    const folded = shown('<details><summary>More & more</summary>\n\n- `one`\n\n</details>\n\n<!-- v1:abc -->');
    expect(folded.replace(/\s*\n\s*/g, '')).toBe(
      '<details><summary>More &amp; more</summary><ul><li><code>one</code></li></ul></details>',
    );
  });

  it.each([
    ['<script>alert(1)</script>', '<script'],
    ['a <img src=x onerror=alert(1)> b', '<img'],
    ['<details onclick="alert(1)">', '<details'],
    ['<details/onclick=alert(1)>\n\nx', '<details'],
    ['![a](https://example.com/a.png)', 'example.com'],
    ['[a](javascript:alert(1))', 'javascript'],
    ['[a](data:text/html,b)', 'href'],
    ['```html\n<b>\n```', '<b>'],
    ['`<b>`', '<b>'],
    ['| <b> |\n| --- |\n| <i> |', '<i>'],
    ['```mermaid\nflowchart LR\n  a["<b>"]\n```', '<b>'],
    ['```diff\n@@ -1 +1 @@\n+<b>\n```', '<b>'],
  ])('lets no other markup through: %j', (markdown, forbidden) => {
    expect(shown(markdown)).not.toContain(forbidden);
  });
});
