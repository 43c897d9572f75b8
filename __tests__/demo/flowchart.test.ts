import { describe, expect, it } from '@jest/globals';
import { parseFlowchart } from '../../emulator/demo/flowchart.ts';
import { layOut } from '../../emulator/demo/flowchart-layout.ts';
import { flowchartSvg } from '../../emulator/demo/flowchart-svg.ts';
import type { StreamReport, Word } from '../../src/finding/stream-report.ts';
import { chainGraph } from '../../src/report/mermaid.ts';
import { STREAM } from '../report/sample.ts';

const WORDS: readonly Word[] = ['scoped', 'broad', 'key-policy', 'unusable', 'denied', 'missing', 'unknown'];
const PAIRS = WORDS.flatMap((one) => WORDS.map((other) => [one, other] as const));

/** A stream whose actions come from as many policies as are asked for. */
function chart(create: Word, describe: Word, policies: number): string[] {
  const actions = { 'kms:CreateGrant': create, 'kms:DescribeKey': describe } as const;
  const effect = create === 'denied' ? 'Deny' : 'Allow';
  const outcome = create === 'unknown' ? 'may-apply' : create === 'unusable' ? 'does-not-apply' : 'applies';
  const stream: StreamReport = {
    ...STREAM,
    customResource: 'A "quoted" <name>',
    function: 'Starter',
    role: null,
    key: 'Key',
    evidence: ['handler-code'],
    actions,
    assumptions: [],
    decisions: Array.from({ length: policies }, (_, index) => ({
      action: 'kms:CreateGrant',
      source: create === 'key-policy' ? `key policy of Key${index}` : `inline policy number ${index} of the Role`,
      location: null,
      when: null,
      effect,
      outcome,
      reason: null,
    })),
  };
  return chainGraph(stream).split('\n');
}

describe('the chart of the page', () => {
  it.each(PAIRS)('draws what the summary draws for %s and %s', (create, describe) => {
    for (const policies of [0, 1, 3]) {
      const lines = chart(create, describe, policies);
      const svg = flowchartSvg(lines)?.text ?? '';
      expect(svg).toContain(`kms:CreateGrant: ${create}</text>`);
      expect(svg).toContain(`kms:DescribeKey: ${describe}</text>`);
      expect(svg).toContain('A &quot;quoted&quot; &lt;name&gt;</text>');
      expect(svg.match(/<g class="edge[^"]*marked"/g) ?? []).toHaveLength(
        lines.join('\n').match(/linkStyle/g)?.length ?? 0,
      );
      expect(svg).not.toContain('NaN');
    }
  });

  it.each(PAIRS)('keeps boxes and labels apart for %s and %s', (create, describe) => {
    for (const policies of [0, 1, 3]) {
      const parsed = parseFlowchart(chart(create, describe, policies));
      const layout = parsed === null ? null : layOut(parsed);
      const boxes = layout?.nodes.map(({ x, y, width, height }) => [x, y, x + width, y + height] as const) ?? [];
      const labels = layout?.edges.flatMap(({ label }) => (label === null ? [] : [label])) ?? [];
      const around = labels.map(({ x, y }) => [x - 60, y - 16, x + 60, y] as const);
      const all = [...boxes, ...around];
      const meeting = all.flatMap(([left, top, right, bottom], index) =>
        all.slice(index + 1).filter(([l, t, r, b]) => left < r && l < right && top < b && t < bottom),
      );
      expect(meeting).toEqual([]);
      const { width = 0, height = 0 } = layout ?? {};
      expect(
        all.filter(([left, top, right, bottom]) => left < 0 || top < 0 || right > width || bottom > height),
      ).toEqual([]);
    }
  });

  it.each([
    ['another kind of chart', 'graph TD\n  a --> b'],
    ['a line that it does not know', 'flowchart LR\n  a["x"]\n  click a href "https://example.com"'],
    ['an arrow to nothing', 'flowchart LR\n  a["x"]\n  a --> b'],
    ['a circle', 'flowchart LR\n  a["x"]\n  b["y"]\n  a --> b\n  b --> a'],
  ])('leaves %s as text', (_what, text) => {
    expect(flowchartSvg(text.split('\n'))).toBeNull();
  });
});
