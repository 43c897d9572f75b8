// The statements of each function's role in a template, spelled so that two readings of one role can be compared.
import { attachmentsOf, boundaryOf } from '../../../src/iam/attachments.ts';
import { type PolicyDocument, statementsOf } from '../../../src/iam/statement.ts';
import { NOTHING_GIVEN } from '../../../src/resolve/environment.ts';
import { Scope } from '../../../src/resolve/scope.ts';
import { World } from '../../../src/resolve/world.ts';
import type { Expression } from '../../../src/template/expression.ts';
import { readTemplate } from '../../../src/template/read.ts';

/** Actions that matter to a stream, in lower case; SAM's policy templates hold others, which are not read. */
const MATTERS = ['kms:creategrant', 'kms:describekey', 'rds:startactivitystream'];

/** One line for each pair of role and statement, sorted. */
export function pairsOf(path: string, text: string): string[] {
  const read = readTemplate({ path, text });
  if (read.kind !== 'template') throw new Error(`${path}: ${read.kind}`);
  const scope = new Scope(read.template, new World(), NOTHING_GIVEN);
  const lines = new Set<string>();
  for (const role of read.template.resources.values()) {
    if (role.type !== 'AWS::IAM::Role') continue;
    const say = (kind: string, documents: readonly PolicyDocument[]) => {
      for (const line of documents.flatMap((document) => linesOf(scope, document))) {
        lines.add(`${role.logicalId} ${kind} ${line}`);
      }
    };
    const attachments = attachmentsOf(scope, role);
    const boundary = boundaryOf(scope, role);
    say('has', attachments.documents);
    say('is held to', boundary?.documents ?? []);
    for (const { reason } of [...attachments.unread, ...(boundary?.unread ?? [])]) {
      lines.add(`${role.logicalId} has ${reason}`);
    }
  }
  return [...lines].sort();
}

function linesOf(scope: Scope, document: PolicyDocument): string[] {
  return statementsOf(document).flatMap((statement) => {
    const where = JSON.stringify(scope.world.shortestPath(statement.there.possible));
    if (statement.kind === 'opaque') return [`${where} ${statement.reason}`];
    const elements = Object.fromEntries([...statement.elements].map(([name, value]) => [name, plain(value)]).sort());
    return matters(elements) ? [`${where} ${JSON.stringify(elements)}`] : [];
  });
}

function matters({ Action }: Record<string, unknown>): boolean {
  if (Action === undefined) return true;
  return [Action].flat().some((action) => {
    if (typeof action !== 'string') return true;
    const parts = action.toLowerCase().split('*');
    return MATTERS.some((name) => name.startsWith(parts[0] ?? '') && name.endsWith(parts.at(-1) ?? ''));
  });
}

function plain(value: Expression): unknown {
  switch (value.kind) {
    case 'literal':
      return value.value;
    case 'list':
      return value.items.map(plain);
    case 'map':
      return Object.fromEntries([...value.entries].map(([key, child]) => [key, plain(child)]).sort());
    case 'intrinsic':
      return { [value.name]: plain(value.argument) };
  }
}
