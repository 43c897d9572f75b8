import type { Environment } from './environment.ts';
import { urlSuffixOf } from './partition.ts';
import { type Hole, type Text, textOf } from './text.ts';

/** The stack's own partition, region, account and URL suffix: literals where they are known or assumed. */
export interface PseudoParameters {
  readonly partition: Text;
  readonly region: Text;
  readonly account: Text;
  readonly urlSuffix: Text;
}

export function pseudoParameters(environment: Environment): PseudoParameters {
  const { partition, region, account } = environment;
  return {
    partition: textOf(partition ?? pseudoHole('AWS::Partition', 'segment')),
    region: textOf(region ?? pseudoHole('AWS::Region', 'segment')),
    account: textOf(account ?? pseudoHole('AWS::AccountId', 'digits')),
    urlSuffix: textOf(partition === null ? pseudoHole('AWS::URLSuffix', 'segment') : urlSuffixOf(partition)),
  };
}

export function pseudoHole(name: string, alphabet: Hole['alphabet']): Hole {
  return { token: name, label: name, alphabet, distinctClass: null, outside: true };
}
