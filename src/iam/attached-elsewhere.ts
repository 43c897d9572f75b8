import { Scope } from '../resolve/scope.ts';
import type { Surroundings } from '../resolve/surroundings.ts';
import { literalOf, type Text } from '../resolve/text.ts';
import { type Diagram, NEVER } from '../resolve/world.ts';
import type { Template } from '../template/template.ts';
import { attachedByName, rolesNamedIn } from './attached-by-name.ts';
import type { PolicyDocument } from './statement.ts';

/**
 * Policies of templates around the judged one that write out the role's name. They belong to stacks of their own, and
 * whether such a stack is there when the stream is started, nothing tells: all that they do is open.
 */
export function attachedElsewhere(scope: Scope, name: Text, guard: Diagram): readonly PolicyDocument[] {
  const literal = literalOf(name);
  if (literal === null) return [];
  const known = new Set(scope.family.scopes.map(({ template }) => template.file.path));
  const others = (naming(scope.family).get(literal) ?? []).filter(({ file }) => !known.has(file.path));
  return others.flatMap((template) =>
    attachedByName(stackOf(scope, template), name, guard).map((document): PolicyDocument => {
      const { label } = document.source;
      const what = `the ${label} in ${template.file.path}, which names the role,`;
      return {
        ...document,
        attached: { sure: NEVER, possible: document.attached.possible },
        source: { ...document.source, label: `${label} of another stack` },
        turnsOn: [`whether ${what} is deployed when the stream is started`],
      };
    }),
  );
}

const index = new WeakMap<Surroundings, ReadonlyMap<string, readonly Template[]>>();

/** The templates that write out a role's name, by it. */
function naming(family: Scope['family']): ReadonlyMap<string, readonly Template[]> {
  const { surroundings } = family;
  const templates = family.around();
  const known = index.get(surroundings);
  if (known !== undefined) return known;
  const made = new Map<string, Template[]>();
  for (const template of templates) {
    for (const name of rolesNamedIn(template)) made.set(name, [...(made.get(name) ?? []), template]);
  }
  index.set(surroundings, made);
  return made;
}

const stacks = new WeakMap<Scope['family'], Map<Template, Scope>>();

/** Another template as a stack outside the family: nothing else of it is looked at. */
function stackOf({ family, world, environment }: Scope, template: Template): Scope {
  const known = stacks.get(family) ?? new Map<Template, Scope>();
  stacks.set(family, known);
  const made = known.get(template) ?? new Scope(template, world, environment, family.surroundings);
  known.set(template, made);
  return made;
}
