import { OTHER } from './domains.ts';
import type { Scope } from './scope.ts';
import { ALWAYS, type Diagram } from './world.ts';

/**
 * The assignments that a deployment with the parameters' defaults can take. A default never decides what holds (design
 * 2.8); it tells which branch a stack takes that nobody configures.
 */
export function defaultDeployments(scope: Scope): Diagram {
  let found: Diagram = ALWAYS;
  for (const { name, fallback } of scope.template.parameters.values()) {
    const domain = scope.domain(name);
    if (fallback === null || domain.length < 2) continue;
    found = scope.world.and(found, scope.parameterIs(name, domain.includes(fallback) ? fallback : OTHER));
  }
  return found;
}
