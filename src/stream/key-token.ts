import type { Scope } from '../resolve/scope.ts';
import type { Parameter } from '../template/template.ts';
import { keyIdTokens } from './key-id-tokens.ts';
import { formByPattern } from './key-pattern.ts';

const KEY_ID = /^(mrk-[0-9a-f]{32}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$/i;

export function isKeyId(text: string): boolean {
  return KEY_ID.test(text);
}

/**
 * What a token that stands for a key holds, as far as anything tells: of a parameter its pattern, a default that is no
 * ARN, an ARN that is built around it, a default that is one, its name, in that order; of an import or another stack's
 * output its name.
 */
export function formOfToken(scope: Scope, token: string): 'id' | 'arn' | 'alias' | null {
  const isInArn = scope.family.scopes.some((each) => keyIdTokens(each).has(token));
  const parameter = token.startsWith('param:') ? scope.template.parameters.get(nameIn(token)) : null;
  if (parameter === undefined || parameter === null) {
    if (isInArn) return 'id';
    // A path in it is that of a template.
    return parameter === null && isNamedArn(token.replace(/\$\{[^{}#]*#/g, '')) ? 'arn' : null;
  }
  const form = formByPattern(parameter) ?? formByDefault(parameter);
  if (form !== null) return form;
  if (isInArn) return 'id';
  const isArn = parameter.fallback?.startsWith('arn:') === true;
  return isArn || (isNamedArn(parameter.name) && /arn$/i.test(parameter.name)) ? 'arn' : null;
}

/** A name that speaks of an alias may be that of an alias's ARN, by which no policy names a key. */
function isNamedArn(name: string): boolean {
  return /arn/i.test(name) && !/alias/i.test(name);
}

function nameIn(token: string): string {
  return token.slice(token.indexOf('#') + 1);
}

function formByDefault({ fallback }: Parameter): 'id' | 'alias' | null {
  if (fallback === null) return null;
  if (isKeyId(fallback)) return 'id';
  return /^(?:arn:[^:]*:kms:[^:]*:[^:]*:)?alias\//.test(fallback) ? 'alias' : null;
}
