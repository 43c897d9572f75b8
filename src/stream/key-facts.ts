import type { Scope } from '../resolve/scope.ts';
import { literalOf, type Text, textOf } from '../resolve/text.ts';
import { always, chain, type Guarded, type Shape } from '../resolve/value.ts';
import { property, type Resource } from '../template/template.ts';

/** Condition keys about the key itself: the property, and what KMS takes where a key of the template leaves it out. */
const FACTS = [
  ['kms:keyspec', 'KeySpec', 'SYMMETRIC_DEFAULT'],
  ['kms:keyusage', 'KeyUsage', 'ENCRYPT_DECRYPT'],
  ['kms:keyorigin', 'Origin', 'AWS_KMS'],
  ['kms:multiregion', 'MultiRegion', 'false'],
] as const;

const OF_REPLICA: ReadonlyMap<string, Guarded<Text | null>> = new Map([
  ['kms:multiregion', always(textOf('true'))],
  ['kms:multiregionkeytype', always(textOf('REPLICA'))],
]);

/**
 * What a key's own properties say of it, by condition keys in lower case; null where that is not known. A replica takes
 * after its primary in all else, which is not followed. https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html
 */
export function factsOf(scope: Scope, resource: Resource): ReadonlyMap<string, Guarded<Text | null>> {
  if (resource.type !== 'AWS::KMS::Key') return OF_REPLICA;
  const facts = FACTS.map(
    ([key, name, otherwise]) => [key, propertyText(scope, resource, name, textOf(otherwise))] as const,
  );
  const isMultiRegion = propertyText(scope, resource, 'MultiRegion', null);
  // What a key of a single region carries under this name is written nowhere.
  const type = chain(scope.world, isMultiRegion, (value) => {
    const isPrimary = value !== null && literalOf(value)?.toLowerCase() === 'true';
    return always(isPrimary ? textOf('PRIMARY') : null);
  });
  return new Map([...facts, ['kms:multiregionkeytype', type]]);
}

function propertyText(scope: Scope, resource: Resource, name: string, otherwise: Text | null): Guarded<Text | null> {
  const given = property(resource, name);
  const found = given === null ? always<Shape>({ kind: 'absent' }) : scope.resolve(given);
  return chain(scope.world, found, (value) => always(value.kind === 'absent' ? otherwise : textOrNull(value)));
}

export function textOrNull(value: Shape): Text | null {
  return value.kind === 'text' ? value : null;
}
