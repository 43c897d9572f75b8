import type { TemplateValue } from '../finding/patch.ts';
import { literalOf, soleHole } from '../resolve/text.ts';
import type { KnownKey } from '../stream/request.ts';

/**
 * The key's ARN as the template would write it: GetAtt of its resource, the literal ARN, the token that holds one, or
 * a Sub around a key id. Null when nothing tells what the token holds.
 */
export function keyArnValue(key: KnownKey): TemplateValue | null {
  if (key.resource !== null) return { 'Fn::GetAtt': [key.resource.logicalId, 'Arn'] };
  if (key.form === 'id') return arnOfId(key);
  if (key.form === 'unclear') return null;
  const literal = literalOf(key.identity.arn);
  if (literal !== null) return literal;
  const token = soleHole(key.identity.arn)?.token ?? '';
  if (token.startsWith('param:')) return { Ref: token.slice(token.indexOf('#') + 1) };
  if (token.startsWith('import:')) return { 'Fn::ImportValue': token.slice('import:'.length) };
  return null;
}

function arnOfId(key: KnownKey): TemplateValue | null {
  const { id } = key.identity;
  if (id === null) return null;
  const literal = literalOf(id);
  const token = soleHole(id)?.token ?? '';
  const name = token.startsWith('param:') ? `\${${token.slice(token.indexOf('#') + 1)}}` : null;
  const part = literal ?? name;
  return part === null
    ? null
    : { 'Fn::Sub': `arn:\${AWS::Partition}:kms:\${AWS::Region}:\${AWS::AccountId}:key/${part}` };
}
