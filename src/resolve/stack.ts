import { readWithLoops } from '../template/read.ts';
import { hasOpenLoops } from '../template/sections.ts';
import type { LogicalId, Template } from '../template/template.ts';
import { knownCollection } from './collections.ts';
import type { Environment } from './environment.ts';
import { nestedPath, nestingResources } from './family.ts';
import { withIncluded } from './include.ts';
import { Scope } from './scope.ts';
import { ALONE, type Surroundings } from './surroundings.ts';
import { World } from './world.ts';

/**
 * A template as the stack that it is deployed as: where exactly one resource of the other templates nests it, with the
 * parameters that it is given there.
 */
export function stackScope(written: Template, environment: Environment, surroundings: Surroundings): Scope {
  const { template, wanted } = withIncluded(written, surroundings);
  const looped = withKnownLoops(template, environment, surroundings);
  const alone = new Scope(looped, new World(), environment, surroundings);
  for (const each of wanted) alone.family.want(each);
  const nestings = surroundings.templates.flatMap((other) => {
    const resources = nestingResources(other).filter((resource) => nestedPath(other, resource) === template.file.path);
    return resources.map((resource) => {
      const parent = new Scope(other, new World(), environment, surroundings);
      return parent.family.nestedStack(parent, resource);
    });
  });
  const [only] = nestings;
  if (nestings.length !== 1 || only === undefined || 'reason' in only) return alone;
  return only.scope.template.file === template.file ? only.scope : alone;
}

/** The template with the resources that its loops make over what is given, or what the template itself fixes. */
function withKnownLoops(template: Template, environment: Environment, surroundings: Surroundings): Template {
  if (!hasOpenLoops(template)) return template;
  const scope = new Scope(template, new World(), environment, surroundings);
  return readWithLoops(template, (collection) => knownCollection(scope, collection));
}

/** The resources of a stack that a loop makes of what the user gave for a parameter: with other values they are others. */
export function resourcesByGivenLoops(written: Template, { template, environment }: Scope): ReadonlySet<LogicalId> {
  if (written.looped === null || environment.parameters.size === 0) return new Set();
  const fixed = withKnownLoops(written, { ...environment, parameters: new Map() }, ALONE);
  return new Set([...template.resources.keys()].filter((logicalId) => !fixed.resources.has(logicalId)));
}
