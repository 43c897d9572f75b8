import { isKey, keyArn } from '../resolve/attributes.ts';
import { sameText } from '../resolve/glob.ts';
import type { Scope } from '../resolve/scope.ts';
import { concat, holesOf, split, type Text, textOf } from '../resolve/text.ts';
import { always, chain, type Guarded, restrict } from '../resolve/value.ts';
import type { Expression } from '../template/expression.ts';
import { property, type Resource } from '../template/template.ts';

/** Of a key whose ARN is not given with its parts. */
export const NO_PLACE = { region: null, account: null };

/** A key of the templates, with the region and the account that its ARN was given with, for A2. */
export interface TemplateKey {
  readonly scope: Scope;
  readonly resource: Resource;
  readonly id: Text;
  readonly place: { readonly region: Text | null; readonly account: Text | null };
}

/**
 * The key of the templates whose id or ARN the text is: an ARN around the key's id is that key's, unless it names
 * another partition, region or account than the stack is known to have.
 */
export function keyResource({ family }: Scope, text: Text): TemplateKey | null {
  for (const { token } of holesOf(text)) {
    const named = family.resourceOfToken(token);
    if (named === null || !isKey(named.resource)) continue;
    const [id] = named.scope.ref(named.resource.logicalId);
    if (id?.value.kind !== 'text') continue;
    if (sameText(text, id.value) === 'yes') return { ...named, id: id.value, place: NO_PLACE };
    const [, , , region = null, account = null, last] = split(text, ':') ?? [];
    const isAround = last !== undefined && sameText(last, concat(textOf('key/'), id.value)) === 'yes';
    if (isAround && sameText(text, keyArn(named.scope, id.value)) !== 'no') {
      return { ...named, id: id.value, place: { region, account } };
    }
  }
  return null;
}

/** Names of the aliases of the templates that target the key, under each assignment that makes other ones. */
export function aliasesOf({ family, world }: Scope, key: Resource): Guarded<readonly Text[]> {
  return family.scopes.flatMap(aliasesIn).reduce<Guarded<readonly Text[]>>((sets, each) => {
    const { scope, alias } = each;
    const targets = targetsOf(each).filter(({ value }) => value?.resource === key);
    if (targets.length === 0) return sets;
    const isOwn = world.and(scope.exists(alias.logicalId), world.or(...targets.map(({ guard }) => guard)));
    const names = restrict(world, scope.ref(alias.logicalId), isOwn);
    return chain(world, sets, (set) => [
      ...names.map(({ guard, value }) => ({ guard, value: value.kind === 'text' ? [...set, value] : set })),
      ...restrict(world, always(set), world.not(isOwn)),
    ]);
  }, always([]));
}

/**
 * Names of the aliases that the stacks around a key give to other keys of the templates, each where they do: within an
 * account and region, which nested stacks share, a name is one key's alone. https://docs.aws.amazon.com/kms/latest/developerguide/kms-alias.html
 */
export function aliasesOfOthers(scope: Scope, key: Resource): Guarded<Text> {
  const { world, family } = scope;
  const around = family.scopes.filter((each) => outermost(each) === outermost(scope));
  return around.flatMap(aliasesIn).flatMap((each) => {
    const { scope: owner, alias } = each;
    const targets = targetsOf(each).filter(({ value }) => value !== null && value.resource !== key);
    const isOthers = world.and(owner.exists(alias.logicalId), world.or(...targets.map(({ guard }) => guard)));
    return restrict(world, owner.ref(alias.logicalId), isOthers).flatMap(({ guard, value }) =>
      value.kind === 'text' ? [{ guard, value }] : [],
    );
  });
}

function outermost(scope: Scope): Scope {
  return scope.nesting === null ? scope : outermost(scope.nesting.parent);
}

/** An alias of a template, with what it targets. */
export interface AliasOfKey {
  readonly scope: Scope;
  readonly alias: Resource;
  readonly target: Expression;
}

const targets = new WeakMap<AliasOfKey, Guarded<TemplateKey | null>>();

/** The keys of the templates that an alias targets, found once for all the keys that ask whether it is theirs. */
function targetsOf(alias: AliasOfKey): Guarded<TemplateKey | null> {
  const known = targets.get(alias);
  if (known !== undefined) return known;
  const { scope, target } = alias;
  const made = scope.resolve(target).map(({ guard, value }) => {
    return { guard, value: value.kind === 'text' ? keyResource(scope, value) : null };
  });
  targets.set(alias, made);
  return made;
}

const aliases = new WeakMap<Scope, readonly AliasOfKey[]>();

/** The aliases of a template, looked for once for all its keys. */
export function aliasesIn(scope: Scope): readonly AliasOfKey[] {
  const known = aliases.get(scope);
  if (known !== undefined) return known;
  const found = [...scope.template.resources.values()].flatMap((alias): readonly AliasOfKey[] => {
    const target = alias.type === 'AWS::KMS::Alias' ? property(alias, 'TargetKeyId') : null;
    return target === null ? [] : [{ scope, alias, target }];
  });
  aliases.set(scope, found);
  return found;
}
