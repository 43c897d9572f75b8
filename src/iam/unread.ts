import { exactly } from '../resolve/holds.ts';
import type { Diagram } from '../resolve/world.ts';
import type { OpaqueStatement } from './statement.ts';

/** Ends the reason of what no option can tell: the template that holds it has to be read. */
export const NOT_READ = 'which is in no template that was read';

/** A policy that can not be read, by what stands for it. */
export function unreadPolicy(guard: Diagram, label: string): OpaqueStatement {
  return { kind: 'opaque', there: exactly(guard), reason: label };
}
