import type { TemplateValue } from '../finding/patch.ts';
import { childrenOf } from '../resolve/domains.ts';
import { textsOf } from '../resolve/match-text.ts';
import type { Scope } from '../resolve/scope.ts';
import { asSpoken, literalOf, soleHole, type Text, tokenOf } from '../resolve/text.ts';
import type { Branch, StreamAnalysis } from '../stream/analyse.ts';
import type { KnownKey } from '../stream/request.ts';
import type { Expression } from '../template/expression.ts';
import { keyOf } from './gap.ts';
import { toValue } from './template-value.ts';

/** What stands for an ARN that nothing in the template can give. */
export const ARN_TO_FILL_IN = '<ARN of the key>';

/** What the ARNs of all keys of a stack's account and region begin with, for Fn::Sub. */
export const REGIONAL = 'arn:${AWS::Partition}:kms:${AWS::Region}:${AWS::AccountId}';

/**
 * The ARN of a branch's key as the template would write it: GetAtt of its resource, the literal ARN, the token that
 * holds one, or a Sub around a key id. Null when nothing tells what the token holds.
 */
export function keyArnValue({ analysis, branch }: Where): TemplateValue | null {
  const { key } = branch;
  if (key.kind !== 'key') return null;
  const own = keyOf({ analysis, branch });
  if (own !== null) return { 'Fn::GetAtt': [own.logicalId, 'Arn'] };
  if (key.resource !== null) return arnOfOtherStack({ analysis, branch }, key);
  if (key.chosenBy !== null) return arnOfChosen(key.chosenBy, key.form === 'id');
  if (key.form === 'id') return arnOfId(key);
  if (key.form === 'unclear' && !standsAsArn(branch, key)) return null;
  const arn = asSpoken(key.identity.arn);
  const literal = literalOf(arn);
  if (literal !== null) return literal;
  const token = soleHole(arn)?.token ?? '';
  if (token.startsWith('param:')) return { Ref: token.slice(token.indexOf('#') + 1) };
  const asItStands = written({ analysis, branch }, key.identity.arn);
  // In JSON text an import stands by its name alone; one whose name is put together can only be written as it stands.
  const isNamed = asItStands === null && token.startsWith('import:') && !token.includes('${');
  return isNamed ? { 'Fn::ImportValue': token.slice('import:'.length) } : asItStands;
}

/** What stands in the stream's template for the ARN of a key of another stack, or a Sub around what stands for its id. */
function arnOfOtherStack(where: Where, { identity }: KnownKey): TemplateValue | null {
  const arn = written(where, identity.arn);
  const id = arn !== null || identity.id === null ? null : written(where, identity.id);
  return id === null ? arn : { 'Fn::Sub': [`${REGIONAL}:key/\${KeyId}`, { KeyId: id }] };
}

/** What stands in the custom resource, or in the function that it runs, for a text. */
function written({ analysis, branch }: Where, text: Text): TemplateValue | null {
  const { scope, customResource } = analysis;
  const { function: handler, functionScope } = branch.caller;
  const properties = [customResource.properties, functionScope === scope ? (handler?.properties ?? null) : null];
  const found = properties.map((each) => (each === null ? null : asWritten(scope, each, tokenOf(text))));
  return found.find((value) => value !== null) ?? null;
}

interface Where {
  readonly analysis: StreamAnalysis;
  readonly branch: Branch;
}

/** What stands in the custom resource for a token: a dynamic reference, another stack's output. */
function asWritten(
  scope: Scope,
  expression: Expression,
  token: string,
  seen = new Set<Expression>(),
): TemplateValue | null {
  // An alias repeats what was looked through.
  if (seen.has(expression)) return null;
  seen.add(expression);
  const [only, ...others] = scope.resolve(expression);
  if (others.length === 0 && only?.value.kind === 'text' && tokenOf(only.value) === token) return toValue(expression);
  for (const part of childrenOf(expression)) {
    const found = asWritten(scope, part, token, seen);
    if (found !== null) return found;
  }
  return null;
}

/** Why the ARN can not be written, as a clause; for a key of which `keyArnValue` is null. */
export function whyNoArn({ analysis, branch }: Where): string {
  const { key } = branch;
  if (key.kind === 'key' && key.resource !== null) {
    const file = analysis.scope.family.stackOf(key.resource)?.template.file.path ?? 'another template';
    return `${key.label} stands in ${file}, and nothing here holds its ARN; put in the ARN of the key`;
  }
  if (key.kind === 'key' && key.requestAlias !== null) {
    return `${key.label} is an alias from outside the template; put in the ARN of its key`;
  }
  return `nothing tells whether ${keyName(key.label)} is a key ARN, a key id or an alias; put in the ARN of the key`;
}

/** A label that is nothing but one token is spoken of by the token's name. */
export function keyName(label: string): string {
  return label.replace(/^\$\{([^{}]*)\}$/, '$1');
}

/** The role's policies name the very same token as a Resource already, where nothing but an ARN has a meaning. */
function standsAsArn({ actions }: Branch, key: KnownKey): boolean {
  const wanted = tokenOf(key.identity.arn);
  return actions['kms:CreateGrant'].requests.some(({ decision }) =>
    decision.matches.some(({ statement }) => {
      const resource = statement.elements.get('Resource');
      return resource !== undefined && textsOf(statement.scope, resource).some((text) => tokenOf(text) === wanted);
    }),
  );
}

/** The mapping's or the parameter's own token, which is the right key wherever the stack is deployed. */
function arnOfChosen(choice: Expression, isId: boolean): TemplateValue | null {
  const value = toValue(choice);
  return value === null || !isId ? value : { 'Fn::Sub': [`${REGIONAL}:key/\${KeyId}`, { KeyId: value }] };
}

function arnOfId(key: KnownKey): TemplateValue | null {
  if (key.identity.id === null) return null;
  const id = asSpoken(key.identity.id);
  const literal = literalOf(id);
  const token = soleHole(id)?.token ?? '';
  const name = token.startsWith('param:') ? `\${${token.slice(token.indexOf('#') + 1)}}` : null;
  const part = literal ?? name;
  return part === null ? null : { 'Fn::Sub': `${REGIONAL}:key/${part}` };
}
