import { type Holds, under } from '../resolve/holds.ts';
import { expressionOfJson } from '../resolve/json-string.ts';
import type { Scope } from '../resolve/scope.ts';
import { holesOf, literalOf, type Text } from '../resolve/text.ts';
import type { Shape } from '../resolve/value.ts';
import { ALWAYS, type Diagram, NEVER } from '../resolve/world.ts';
import type { Expression } from '../template/expression.ts';
import { type LogicalId, locate } from '../template/template.ts';
import type { Location } from '../text/source-file.ts';

/** One statement of a policy document, with the assignments under which it is there and attached. */
export type Statement = VisibleStatement | OpaqueStatement;

export interface VisibleStatement {
  readonly kind: 'visible';
  readonly there: Holds;
  /** What it turns on, as nouns, whether it is there, where that is open. */
  readonly turnsOn: readonly string[];
  readonly effect: 'Allow' | 'Deny';
  readonly scope: Scope;
  /** Action, Resource, Condition and so on, by name. */
  readonly elements: ReadonlyMap<string, Expression>;
  /** The document's Version knows policy variables; in the older one `${…}` is plain text. */
  readonly hasVariables: boolean;
  readonly expression: Expression;
  readonly location: Location | null;
  readonly source: PolicySource;
}

/** Something that can not be read: it may allow, and is taken not to deny (A5). */
export interface OpaqueStatement {
  readonly kind: 'opaque';
  readonly there: Holds;
  readonly reason: string;
}

/** Where a policy document comes from. */
export interface PolicySource {
  readonly kind: 'inline' | 'policy' | 'role-policy' | 'managed' | 'aws-managed' | 'key-policy' | 'boundary';
  /** The resource that holds the document, or null for a policy of AWS, which is in no template. */
  readonly logicalId: LogicalId | null;
  /** For people: "inline policy of DasRole". */
  readonly label: string;
}

/** A policy document with the assignments under which it is attached. */
export interface PolicyDocument {
  readonly attached: Holds;
  readonly scope: Scope;
  readonly document: Expression;
  readonly source: PolicySource;
  /** What it turns on, as nouns, whether it is attached, where that is open. */
  readonly turnsOn?: readonly string[];
}

/** Whether a statement is an Allow of the role's own: a boundary only limits, and a key policy is the key's. */
export function isOwnAllow({ effect, source }: VisibleStatement): boolean {
  return effect === 'Allow' && source.kind !== 'boundary' && source.kind !== 'key-policy';
}

const cache = new WeakMap<PolicyDocument, readonly Statement[]>();

/** The statements of a policy document; what can not be read comes as an opaque one. Read once per object. */
export function statementsOf(policy: PolicyDocument): readonly Statement[] {
  const known = cache.get(policy);
  if (known !== undefined) return known;
  const made = readStatements(policy);
  cache.set(policy, made);
  return made;
}

function readStatements(policy: PolicyDocument): readonly Statement[] {
  return eachAlternative(policy, policy.document, ALWAYS, (value, here) => {
    if (value.kind === 'map') {
      const [statements, version] = [value.entries.get('Statement'), value.entries.get('Version')];
      if (statements === undefined) return [];
      const read = (hasVariables: boolean, there: Diagram) =>
        statementsIn({ ...policy, hasVariables }, statements, there);
      if (version === undefined) return read(false, here);
      return eachAlternative(policy, version, here, (shape, there) => read(knowsVariables(shape), there));
    }
    if (value.kind === 'text') return statementsOfText(policy, value, here);
    return opaqueUnless(policy, value, here, 'a policy document that is no map');
  });
}

/** A document that is given as JSON text, in which Sub and Join may have left holes. */
function statementsOfText(policy: PolicyDocument, text: Text, here: Diagram): readonly Statement[] {
  const { scope, attached } = policy;
  const document = expressionOfJson(scope, text, policy.document.node);
  if (document !== null) return statementsOf({ ...policy, document, attached: under(scope.world, here, attached) });
  return [opaque(policy, here, nounOf(text) ?? `the ${policy.source.label}, whose document can not be read as JSON`)];
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_version.html */
function knowsVariables(version: Shape): boolean {
  return version.kind === 'text' ? literalOf(version) !== '2008-10-17' : version.kind === 'unknown';
}

interface ReadableDocument extends PolicyDocument {
  readonly hasVariables: boolean;
}

function statementsIn(policy: ReadableDocument, expression: Expression, outer: Diagram): readonly Statement[] {
  return eachAlternative(policy, expression, outer, (value, here) => {
    if (value.kind === 'map') return byEffect(policy, expression, value.entries, here);
    if (value.kind !== 'list') return opaqueUnless(policy, value, here, 'a statement that is a string');
    return value.items.flatMap((item) =>
      item.kind === 'text'
        ? opaqueUnless(policy, item, here, 'a statement that is a string')
        : statementsIn(policy, item, here),
    );
  });
}

function eachAlternative(
  { scope }: PolicyDocument,
  expression: Expression,
  outer: Diagram,
  visit: (value: Shape, here: Diagram) => readonly Statement[],
): readonly Statement[] {
  return scope.resolve(expression).flatMap(({ guard, value }) => {
    const here = scope.world.and(outer, guard);
    return here === NEVER ? [] : visit(value, here);
  });
}

/** What is absent holds no statement; anything else that is no statement can not be read. */
function opaqueUnless(policy: PolicyDocument, value: Shape, guard: Diagram, otherwise: string): readonly Statement[] {
  if (value.kind === 'absent') return [];
  return [opaque(policy, guard, nounOf(value) ?? otherwise)];
}

/** What a value turns on, as a noun, or null when it is wholly written in the template. */
export function nounOf(value: Shape): string | null {
  if (value.kind === 'unknown') return value.reason;
  const outside = value.kind === 'text' ? holesOf(value).find((hole) => hole.outside) : undefined;
  return outside?.label ?? null;
}

function opaque({ scope, attached }: PolicyDocument, guard: Diagram, reason: string): Statement {
  return { kind: 'opaque', there: under(scope.world, guard, attached), reason };
}

/** An Effect under Fn::If makes one statement for each branch; one that is not known makes an opaque statement. */
function byEffect(
  policy: ReadableDocument,
  expression: Expression,
  elements: ReadonlyMap<string, Expression>,
  outer: Diagram,
): readonly Statement[] {
  const { scope, source, attached, hasVariables, turnsOn = [] } = policy;
  const effect = elements.get('Effect');
  const location = source.logicalId === null ? null : locate(scope.template, expression.node);
  if (effect === undefined) return [];
  return eachAlternative(policy, effect, outer, (value, here) => {
    const word = value.kind === 'text' ? literalOf(value) : null;
    if (word === 'Allow' || word === 'Deny') {
      const there = under(scope.world, here, attached);
      return [
        { kind: 'visible', there, turnsOn, effect: word, scope, elements, hasVariables, expression, location, source },
      ];
    }
    return [opaque(policy, here, nounOf(value) ?? 'an Effect that is neither Allow nor Deny')];
  });
}
