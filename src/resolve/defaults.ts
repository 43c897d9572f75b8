import { OTHER } from './domains.ts';
import { givenValue, isStored } from './parameters.ts';
import type { Scope } from './scope.ts';
import { ALWAYS, type Diagram } from './world.ts';

/**
 * The assignments that a deployment with the parameters' defaults can take: of the outermost stack, since a nested one
 * is deployed by its parent. A default never decides what holds (design 2.8); it tells which branch a stack takes for
 * which nobody configures more than they must.
 */
export function defaultDeployments(scope: Scope): Diagram {
  if (scope.nesting !== null) return defaultDeployments(scope.nesting.parent);
  let found: Diagram = ALWAYS;
  for (const parameter of scope.template.parameters.values()) {
    const { name, fallback } = parameter;
    if (fallback === null || isStored(parameter) || givenValue(scope, name) !== null) continue;
    const domain = scope.domain(name);
    const value = domain.includes(fallback) ? fallback : OTHER;
    // A default that the template itself refuses has to be replaced, by whatever is allowed.
    if (domain.includes(value)) found = scope.world.and(found, scope.parameterIs(name, value));
  }
  return found;
}
