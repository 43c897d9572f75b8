import type { Operation, TemplateValue } from '../finding/patch.ts';
import { freeName } from './free-name.ts';
import { isList, isMap } from './template-value.ts';

/**
 * The operations of several patches, in which resources of one name that can not be one (their conditions differ) have
 * names of their own; what refers to a resource is in the patch that adds it. `join`: one operation of two, or null.
 */
export function namedApart(
  patches: readonly (readonly Operation[])[],
  join: (a: Operation, b: Operation) => Operation | null,
): readonly (readonly Operation[])[] {
  const added = new Map<string, Operation>();
  return patches.map((operations) =>
    operations.filter(addsResource).reduce((renamed, addition) => {
      const other = [...added].find(([name, there]) => {
        return name.startsWith(addition.key) && join(there, withName(addition, addition.key, name)) !== null;
      });
      const name = other?.[0] ?? freeName(added, addition.key);
      const own = withName(addition, addition.key, name);
      added.set(name, other === undefined ? own : (join(other[1], own) ?? own));
      return name === addition.key ? renamed : renamed.map((each) => withName(each, addition.key, name));
    }, operations),
  );
}

type Addition = Operation & { readonly kind: 'set' };

function addsResource(operation: Operation): operation is Addition {
  return operation.kind === 'set' && operation.path.length === 1 && operation.path[0] === 'Resources';
}

/** An operation with another name for a resource that it adds, or that it makes a resource wait for. */
function withName<T extends Operation>(operation: T, name: string, other: string): T {
  if (name === other) return operation;
  if (isOrder(operation)) {
    if (operation.kind === 'append')
      return { ...operation, values: operation.values.map((each) => renamed(each, name, other)) };
    if ('value' in operation) return { ...operation, value: renamed(operation.value, name, other) };
  }
  if (!addsResource(operation) || operation.key !== name) return operation;
  return { ...operation, key: other, value: withPolicyName(operation.value, other.slice(name.length)) };
}

function isOrder(operation: Operation): boolean {
  return (operation.kind === 'set' ? operation.key : operation.path.at(-1)) === 'DependsOn';
}

function renamed(value: TemplateValue, name: string, other: string): TemplateValue {
  if (isList(value)) return value.map((item) => renamed(item, name, other));
  return value === name ? other : value;
}

/** Two policies of one name would be one in the role. */
function withPolicyName(resource: TemplateValue, suffix: string): TemplateValue {
  const properties = isMap(resource) ? resource.Properties : undefined;
  if (!isMap(resource) || properties === undefined || !isMap(properties)) return resource;
  const { PolicyName: written = '' } = properties;
  const sub = isMap(written) ? written['Fn::Sub'] : undefined;
  const PolicyName = typeof sub === 'string' ? { 'Fn::Sub': sub + suffix } : `${written}${suffix}`;
  return { ...resource, Properties: { ...properties, PolicyName } };
}
