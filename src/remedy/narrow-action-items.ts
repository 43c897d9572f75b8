import type { Operation, TemplatePath, TemplateValue } from '../finding/patch.ts';
import type { ActionName } from '../finding/stream-report.ts';
import { matchesGlob } from '../resolve/glob.ts';
import type { Scope } from '../resolve/scope.ts';
import { lowerCase, textOf } from '../resolve/text.ts';
import { lastUsesIn } from '../resolve/uses.ts';
import { type Diagram, NEVER } from '../resolve/world.ts';
import { type Expression, literalText } from '../template/expression.ts';
import { pathTo } from '../template/template.ts';
import type { Gap } from './gap.ts';
import type { Manner } from './narrow-resource.ts';
import { childrenOf, isChoice } from './resource-parts.ts';
import { toValue } from './template-value.ts';

/** What a list of actions is narrowed to. */
export interface Wanted {
  readonly gap: Gap;
  readonly scope: Scope;
  /** The assignments under which the list is there. */
  readonly guard: Diagram;
  /** Those of the two actions that the list has, by name or by a pattern. */
  readonly kept: readonly ActionName[];
  readonly manner: Manner;
}

/**
 * Narrows a list of actions by as few of its items as can be: one of the two that stands there stays; a pattern gives
 * way to those of which nothing else is; the rest of KMS goes. Null where the items do not tell.
 */
export function narrowItems(wanted: Wanted, written: Expression, path: TemplatePath): readonly Operation[] | null {
  if (written.kind !== 'list') return null;
  const { kept } = wanted;
  const texts = written.items.map(literalText);
  const homes = new Map(kept.map((action) => [action, homeOf(texts, action)]));
  const lacking = kept.filter((action) => homes.get(action) === -1);
  const changes = written.items.map((item, index) => {
    const text = texts[index] ?? null;
    if (text === null) return changeOfChoice(wanted, item, lacking);
    const values = kept.filter((action) => homes.get(action) === index);
    if (values.length === 0) return /^kms:/i.test(text) ? 'gone' : [];
    return exchange([...path, index], values.length === 1 && isText(text, values[0]) ? [] : values);
  });
  if (changes.includes(null)) return null;
  const gone = [...changes.keys()].filter((index) => changes[index] === 'gone');
  const others = changes.flatMap((change) => (change === null || change === 'gone' ? [] : change));
  return gone.length === 0 ? others : [...others, { kind: 'remove', path, items: gone }];
}

/** The item that is an action, else the first pattern that it matches; -1 for none that is always there. */
function homeOf(texts: readonly (string | null)[], action: ActionName): number {
  const exact = texts.findIndex((text) => isText(text, action));
  return exact >= 0 ? exact : texts.findIndex((text) => text !== null && isFor(text, action));
}

function isText(text: string | null, action: string | undefined): boolean {
  return text?.toLowerCase() === action?.toLowerCase();
}

function isFor(pattern: string, action: ActionName): boolean {
  return matchesGlob(lowerCase(textOf(pattern)), textOf(action.toLowerCase())) === 'yes';
}

function exchange(path: TemplatePath, actions: readonly string[]): readonly Operation[] {
  const values = actions.map((value) => ({ value, condition: null }));
  return values.length === 0 ? [] : [{ kind: 'exchange', path, values, bare: 'others-left' }];
}

type Change = readonly Operation[] | 'gone' | null;

/** `lacking`: those of the actions that are not always there beside it. */
function changeOfChoice(
  { gap, scope, guard, kept, manner }: Wanted,
  item: Expression,
  lacking: readonly ActionName[],
): Change {
  const leaves = leavesOf(gap, item, guard);
  const known = leaves.filter((leaf) => leaf !== null);
  if (known.length < leaves.length || known.length === 0) return null;
  const wide = known.filter(({ text, guard: here }) => text !== null && scope.world.and(here, gap.failing) !== NEVER);
  const values = new Map(wide.map((leaf) => [leaf, lacking.filter((action) => isFor(leaf.text ?? '', action))]));
  if ([...values.values()].some((each) => each.length > 1)) return null;
  const isLast = lastUsesIn(scope.template, [item.node]).size > 0;
  if (known.every((leaf) => leaf.text === null || values.get(leaf)?.length === 0) && !isLast) return 'gone';
  const spare = isLast ? (kept[0] ?? '') : { Ref: 'AWS::NoValue' };
  const [same, ...others] = new Set(known.map((leaf) => (values.get(leaf) ?? [leaf.text])[0] ?? spare));
  const isOne = others.length === 0 && !isLast && manner !== 'branches';
  const path = pathTo(scope.template, item.node);
  if (isOne && same !== undefined && path !== null) return [{ kind: 'replace', path, value: same }];
  return [...values].flatMap(([leaf, [value = spare]]) => replacement(scope, leaf, value));
}

function replacement(scope: Scope, { expression, text }: Leaf, value: TemplateValue): readonly Operation[] {
  const path = pathTo(scope.template, expression.node);
  return path === null || (typeof value === 'string' && isText(text, value)) ? [] : [{ kind: 'replace', path, value }];
}

interface Leaf {
  readonly expression: Expression;
  readonly guard: Diagram;
  /** Null for AWS::NoValue. */
  readonly text: string | null;
}

/** The branches of an Fn::If, and of those in it; null for what is neither a text nor nothing. */
function leavesOf(gap: Gap, expression: Expression, guard: Diagram): readonly (Leaf | null)[] {
  if (isChoice(expression)) {
    return childrenOf(gap, expression, guard).flatMap((child) => leavesOf(gap, child.expression, child.guard));
  }
  const text = literalText(expression);
  const isNothing = JSON.stringify(toValue(expression)) === JSON.stringify({ Ref: 'AWS::NoValue' });
  return text === null && !isNothing ? [null] : [{ expression, guard, text }];
}
