import type { KeyIdentity, KeyPolicySource } from '../iam/request.ts';
import { nounOf } from '../iam/statement.ts';
import { holdsStray, strayReference } from '../iam/variables.ts';
import { keyArn, regional } from '../resolve/attributes.ts';
import { sameText } from '../resolve/glob.ts';
import { leavesOf } from '../resolve/leaves.ts';
import type { Scope } from '../resolve/scope.ts';
import { concat, labelOf, literalOf, soleHole, spelledByTokens, split, type Text, textOf } from '../resolve/text.ts';
import { always, chain, type Guarded, restrict, type Shape } from '../resolve/value.ts';
import { ALWAYS, type Diagram, NEVER } from '../resolve/world.ts';
import { type Expression, literalText } from '../template/expression.ts';
import { property, type Resource } from '../template/template.ts';
import { hiddenProperties } from '../template/transforms.ts';
import { factsOf, textOrNull } from './key-facts.ts';
import { aliasesIn, aliasesOf, aliasesOfOthers, keyResource, NO_PLACE, type TemplateKey } from './key-resource.ts';
import { formOfToken, isKeyId } from './key-token.ts';

/** The key of a stream. */
export type StreamKey =
  | {
      readonly kind: 'key';
      readonly identity: KeyIdentity;
      /** The key's resource, or null for a key that is not in the templates. */
      readonly resource: Resource | null;
      readonly label: string;
      /** The request names the key by an alias: DescribeKey then carries kms:RequestAlias. */
      readonly requestAlias: Text | null;
      /** What stands in the template for the key's ARN when it is not a resource: a token that holds one, or parts. */
      readonly form: 'resource' | 'arn' | 'id' | 'unclear';
      /** Literal region and account of the key's ARN, for A2. */
      readonly place: { readonly region: Text | null; readonly account: Text | null };
      /** What the key needs before it can be used, as a noun; absent of a key that can be used as soon as it exists. */
      readonly awaits?: string;
      /** What stands for the key's ARN or id where a mapping or a parameter chooses among literal ones, else null. */
      readonly chosenBy: Expression | null;
    }
  | { readonly kind: 'unsuitable'; readonly label: string; readonly resource: Resource | null; readonly reason: string }
  | { readonly kind: 'unknown'; readonly label: string; readonly reason: string };

/**
 * Reads the value that is given as KmsKeyId: an ARN, an id, an alias, or a token that stands for one. What the key is
 * may turn on conditions: an alias can have one of two targets, a key can be enabled in one branch only.
 */
export function streamKeys(scope: Scope, shape: Shape): Guarded<StreamKey> {
  return keysOf(scope, shape, keysByText);
}

function keysOf(
  scope: Scope,
  shape: Shape,
  byText: (scope: Scope, text: Text) => Guarded<StreamKey>,
): Guarded<StreamKey> {
  if (shape.kind !== 'text') {
    const reason = shape.kind === 'unknown' ? shape.reason : 'a key that is not written as a string';
    return always({ kind: 'unknown', label: reason, reason });
  }
  const found = keyResource(scope, shape);
  return found === null ? byText(scope, shape) : templateKeys(found);
}

function templateKeys(found: TemplateKey): Guarded<StreamKey> {
  const { scope, resource } = found;
  const { world } = scope;
  return chain(world, unsuitability(scope, resource), (unfit): Guarded<StreamKey> => {
    if (unfit !== null) return always({ ...unfit, label: resource.logicalId, resource });
    return chain(world, aliasesOf(scope, resource), (aliases) => {
      const key = templateKey(found, aliases);
      return chain(world, awaited(scope, resource), (awaits) => always(awaits === null ? key : { ...key, awaits }));
    });
  });
}

function templateKey(
  { scope, resource, id, place }: TemplateKey,
  aliases: readonly Text[],
): StreamKey & { kind: 'key' } {
  const identity: KeyIdentity = {
    arn: keyArn(scope, id),
    id,
    aliases,
    othersAliases: aliasesOfOthers(scope, resource),
    tags: tagsOf(scope, resource),
    policy: keyPolicyOf(scope, resource),
    facts: factsOf(scope, resource),
  };
  const { logicalId: label } = resource;
  const form = 'resource';
  return { kind: 'key', identity, resource, label, requestAlias: null, form, place, chosenBy: null };
}

/**
 * A key of which the material comes from elsewhere waits for it after it is created, and no template tells whether that
 * is over. https://docs.aws.amazon.com/kms/latest/developerguide/importing-keys.html
 */
function awaited(scope: Scope, resource: Resource): Guarded<string | null> {
  const origin = property(resource, 'Origin');
  if (origin === null) return always(null);
  return chain(scope.world, scope.resolve(origin), (shape) => {
    const isImported = shape.kind === 'text' && literalOf(shape) === 'EXTERNAL';
    return always(
      isImported ? `the key material of ${resource.logicalId}, which is imported (Origin: EXTERNAL)` : null,
    );
  });
}

/** What makes a key unfit for an activity stream, by property: the values that it may have, and the reason otherwise. */
const FIT: readonly (readonly [name: string, isFit: (value: string) => boolean, reason: string])[] = [
  ['Enabled', (value) => value.toLowerCase() !== 'false', 'the key is disabled'],
  ['KeyUsage', (value) => value === 'ENCRYPT_DECRYPT', 'the key is not for encryption'],
  ['KeySpec', (value) => value === 'SYMMETRIC_DEFAULT', 'the key is not symmetric'],
];

/** Whether a key of the template can encrypt an activity stream: null where it can, else why not or what it turns on. */
type Unfit = { readonly kind: 'unsuitable' | 'unknown'; readonly reason: string };

function unsuitability(scope: Scope, resource: Resource): Guarded<Unfit | null> {
  return FIT.reduce<Guarded<Unfit | null>>((found, [name, isFit, reason]) => {
    const given = property(resource, name);
    if (given === null) return found;
    return chain(scope.world, found, (known) => {
      if (known !== null) return always(known);
      return chain(scope.world, scope.resolve(given), (shape): Guarded<Unfit | null> => {
        const value = shape.kind === 'text' ? literalOf(shape) : null;
        if (shape.kind === 'text' && value !== null) {
          return always(isFit(value) ? null : { kind: 'unsuitable', reason: `${reason} (${name}: ${labelOf(shape)})` });
        }
        const open = nounOf(shape);
        return always(open === null ? null : { kind: 'unknown', reason: open });
      });
    });
  }, always(null));
}

function keyPolicyOf(scope: Scope, resource: Resource): KeyPolicySource {
  const document = property(resource, 'KeyPolicy');
  const hidden = hiddenProperties(resource);
  if (hidden !== null) return { kind: 'unknown', reason: hidden };
  if (document === null) return { kind: 'default', assumed: false };
  return { kind: 'document', scope, document, logicalId: resource.logicalId };
}

/** Each tag with the values that conditions give it: null where it has none here, since the stack may bring one. */
function tagsOf(scope: Scope, resource: Resource): ReadonlyMap<string, Guarded<Text | null>> {
  const { world } = scope;
  const tags = property(resource, 'Tags');
  const found = new Map<string, Guarded<Text | null>>();
  for (const { guard, value: tag } of tags === null ? [] : leavesOf(scope, tags)) {
    const name = tag.kind === 'map' ? literalText(tag.entries.get('Key')) : null;
    const written = tag.kind === 'map' ? tag.entries.get('Value') : undefined;
    if (name === null || written === undefined) continue;
    const before = found.get(name) ?? always(null);
    const values = chain(world, scope.resolve(written), (value) => always(textOrNull(value)));
    found.set(name, [...restrict(world, before, world.not(guard)), ...restrict(world, values, guard)]);
  }
  return found;
}

/**
 * An alias of the templates leads to its target where it is there and is called so, and may be given as its ARN; any
 * other text is read as it stands.
 */
function keysByText(scope: Scope, text: Text): Guarded<StreamKey> {
  const { world } = scope;
  const name = aliasPart(text);
  let left: Diagram = ALWAYS;
  const found = scope.family.scopes.flatMap(aliasesIn).flatMap(({ scope: owner, alias, target }) => {
    const named = owner
      .ref(alias.logicalId)
      .filter(({ value }) => value.kind === 'text' && sameText(name, value) === 'yes');
    const here = world.and(left, owner.exists(alias.logicalId), world.or(...named.map(({ guard }) => guard)));
    left = world.except(left, here);
    return here === NEVER ? [] : restrict(world, targetKeys(owner, target, name), here);
  });
  return left === NEVER ? found : [...found, { guard: left, value: keyByText(scope, text) }];
}

/**
 * The keys that an alias can stand for. Its target is the id or ARN of a key, never another alias:
 * https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateAlias.html
 */
function targetKeys(scope: Scope, target: Expression, name: Text): Guarded<StreamKey> {
  const { world } = scope;
  return chain(world, scope.resolve(target), (shape) =>
    chain(
      world,
      keysOf(scope, shape, (_, text) => always(keyByText(scope, text))),
      (key) => always(key.kind === 'key' ? { ...key, requestAlias: name } : key),
    ),
  );
}

/** `alias/…` out of an alias ARN; any other text as it is. */
function aliasPart(text: Text): Text {
  const [first] = text.pieces;
  if (typeof first !== 'string' || !first.startsWith('arn:')) return text;
  return split(text, ':')?.at(-1) ?? behindPrefix(text);
}

/** What stands behind `arn:…:` from `alias/` on, where a hole may hold a colon; any other text as it is. */
function behindPrefix(text: Text): Text {
  const at = text.pieces.findIndex((piece) => typeof piece === 'string' && piece.includes(':alias/'));
  const piece = text.pieces[at];
  if (typeof piece !== 'string') return text;
  return textOf(piece.slice(piece.indexOf(':alias/') + 1), ...text.pieces.slice(at + 1));
}

function keyByText(scope: Scope, text: Text): StreamKey {
  const label = labelOf(text);
  const stray = strayReference(text);
  if (stray !== null) return { kind: 'unknown', label, reason: `the key, which ${holdsStray(stray)}` };
  const alias = aliasPart(text);
  const [start] = alias.pieces;
  if (typeof start === 'string' && start.startsWith('alias/')) return outsideAlias(scope, alias, text);
  const literal = literalOf(text);
  if (literal !== null && isKeyId(literal)) return outsideKey(keyArn(scope, text), text, label, 'id');
  const none = { kind: 'unknown', label, reason: `${label}, which is no key ARN, id or alias` } as const;
  const parts = split(text, ':');
  const service = parts?.[2] === undefined ? null : literalOf(parts[2]);
  if (startsWithArn(text) && service !== null && service !== 'kms') return none;
  if (parts?.length === 6 && startsWithArn(text)) return keyByArn(text, parts, label);
  const id = idBehindKeyPrefix(text);
  if (id !== null) return keyByArn(text, [...(split(withoutEnd(text, id), ':') ?? [])], label, id);
  const hole = soleHole(text);
  // What a resource of another service gives is none: its ARN is never the key, nor what a grant is to name.
  if (hole === null || hole.foreign === true) return none;
  const form = formOfToken(scope, hole.token);
  if (form === 'alias') return outsideAlias(scope, text, text);
  return form === 'id'
    ? outsideKey(keyArn(scope, text), text, label, form)
    : outsideKey(text, null, label, form ?? 'unclear');
}

function startsWithArn(text: Text): boolean {
  return typeof text.pieces[0] === 'string' && text.pieces[0].startsWith('arn:');
}

/** The token at the end of `arn:…:key/<token>`: it holds an id, though nothing shows that it holds no colon. */
function idBehindKeyPrefix(text: Text): Text | null {
  const last = text.pieces.at(-1);
  const before = text.pieces.at(-2);
  const isId = typeof last === 'object' && typeof before === 'string' && before.endsWith(':key/');
  return isId && startsWithArn(text) ? textOf(last) : null;
}

function withoutEnd(text: Text, end: Text): Text {
  return textOf(...text.pieces.slice(0, text.pieces.length - end.pieces.length));
}

function keyByArn(text: Text, parts: readonly Text[], label: string, token: Text | null = null): StreamKey {
  const [, , , region = null, account = null, last] = parts;
  const [start, ...rest] = last?.pieces ?? [];
  const written =
    typeof start === 'string' && start.startsWith('key/') ? textOf(start.slice('key/'.length), ...rest) : null;
  const id = token ?? written;
  const key = outsideKey(text, id, label, 'arn');
  return key.kind === 'key' ? { ...key, place: { region, account } } : key;
}

/** A3: an unseen key policy is taken to be the default one. */
function outsideKey(arn: Text, id: Text | null, label: string, form: 'arn' | 'id' | 'unclear'): StreamKey {
  const policy: KeyPolicySource = { kind: 'default', assumed: true };
  const identity: KeyIdentity = { arn, id, aliases: [], tags: null, policy };
  return { kind: 'key', identity, resource: null, label, requestAlias: null, form, place: NO_PLACE, chosenBy: null };
}

function outsideAlias(scope: Scope, alias: Text, text: Text): StreamKey {
  const label = labelOf(text);
  const [start] = alias.pieces;
  if (typeof start === 'string' && start.startsWith('alias/aws/')) {
    const reason = `${label} is a key that AWS manages; activity streams need a customer managed key`;
    return { kind: 'unsuitable', label, resource: null, reason };
  }
  const hole = {
    token: `key of ${spelledByTokens(text)}`,
    label: `the key of ${label}`,
    alphabet: 'segment',
    distinctClass: null,
    outside: true,
  } as const;
  const key = outsideKey(concat(regional(scope, 'kms', 'key/'), textOf(hole)), textOf(hole), label, 'unclear');
  return key.kind === 'key' ? { ...key, identity: { ...key.identity, aliases: [alias] }, requestAlias: alias } : key;
}
