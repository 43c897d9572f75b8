import { entry, literalText } from '../template/expression.ts';
import type { Resource } from '../template/template.ts';

/** The construct of a CDK program that a resource of its output comes from. */
export interface Construct {
  /** "Stack/StartDas". */
  readonly path: string;
  /** A variable that a program might hold it in, in camel case: "startDas". */
  readonly variable: string;
  /** False for a `Cfn…` construct, which offers no methods beyond its attributes. */
  readonly isHighLevel: boolean;
}

/** The construct that `aws:cdk:path` names, or null where the output carries no paths. */
export function constructOf(resource: Resource): Construct | null {
  const written = literalText(entry(resource.metadata, 'aws:cdk:path'));
  if (written === null) return null;
  // A construct of the library holds the resource as its child `Resource` or `Default`.
  const path = written.replace(/\/Resource\/Default$|\/Resource$|\/Default$/, '');
  const id = (path.split('/').at(-1) ?? '').replace(/[^A-Za-z0-9]+(.)?/g, (_, next: string = '') => next.toUpperCase());
  return { path, variable: variableOf(id), isHighLevel: path !== written };
}

/** `KMSKey` becomes `kmsKey`; a variable can not start with a digit. */
function variableOf(id: string): string {
  const lower = id.replace(/^[A-Z]+(?![a-z])|^[A-Z]/, (start) => start.toLowerCase());
  return /^[a-z]/.test(lower) ? lower : `it${lower}`;
}

/** `startDas` becomes `start_das`. */
export function snakeCase(variable: string): string {
  return variable.replace(/[A-Z]+(?![a-z])|[A-Z]/g, (letters) => `_${letters.toLowerCase()}`);
}
