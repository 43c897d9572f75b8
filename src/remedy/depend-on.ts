import type { Operation } from '../finding/patch.ts';
import { attributeOf } from '../template/attribute.ts';
import type { LogicalId, Resource } from '../template/template.ts';

/** Lets a resource wait for another, in addition to those that it waits for already. */
export function dependOn(resource: Resource, name: LogicalId): Operation {
  const path = ['Resources', resource.logicalId];
  const present = attributeOf(resource, 'DependsOn');
  if (present === 'absent') return { kind: 'set', path, key: 'DependsOn', after: 'Type', value: name };
  const list = [...path, 'DependsOn'];
  // What an alias stands for may be another resource's too.
  if (present === 'alias') return { kind: 'replace', path: list, value: [...resource.dependsOn, name] };
  return { kind: 'append', path: list, after: null, values: [name] };
}
