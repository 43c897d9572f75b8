import type { Operation } from '../finding/patch.ts';
import type { LogicalId, Resource } from '../template/template.ts';

/** Lets a resource wait for another, in addition to those that it waits for already. */
export function dependOn(resource: Resource, name: LogicalId): Operation {
  const path = ['Resources', resource.logicalId];
  if (resource.dependsOn.length === 0) return { kind: 'set', path, key: 'DependsOn', after: 'Type', value: name };
  return { kind: 'append', path: [...path, 'DependsOn'], after: null, values: [name] };
}
