import { RULE_PAGES } from '../report/rule-pages.ts';
import { nearest } from './nearest.ts';
import type { CommandResult } from './session.ts';

/** `explain`: the page of a rule. */
export function explain(rule: string): CommandResult {
  const page = Object.entries(RULE_PAGES).find(([name]) => name === rule)?.[1];
  if (page !== undefined) return { stdout: page, stderr: [], status: 0 };
  const names = Object.keys(RULE_PAGES);
  const meant = nearest(rule, names);
  const hint = meant === null ? `the rules are ${names.join(', ')}` : `did you mean ${meant}?`;
  return { stdout: '', stderr: [`there is no rule ${JSON.stringify(rule)}: ${hint}`], status: 2 };
}
