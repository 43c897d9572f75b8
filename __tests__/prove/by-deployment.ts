import { NEVER } from '../../src/resolve/world.ts';
import type { StreamAnalysis } from '../../src/stream/analyse.ts';
import { analyse } from '../stream/analysis.ts';
import { type Assignment, assignmentsOf, dangling, deployed, hollow } from './deployments.ts';

export type Data = Readonly<Record<string, unknown>>;

const ACTIONS = ['kms:CreateGrant', 'kms:DescribeKey'] as const;

/** More ways to deploy a template than this are not tried. */
const MOST_WAYS = 40;

/**
 * Where the words for a template and its conditions are not those for what is deployed, decided by itself; one text for
 * each stream, action and assignment. `template`: intrinsics in long form.
 */
export function wordsOtherwise(template: Data): readonly string[] {
  const ways = assignmentsOf(template);
  if (ways.length < 2 || ways.length > MOST_WAYS) return [];
  const whole = analyse(JSON.stringify(template));
  return ways.filter((way) => isSound(template, way)).flatMap((way) => wordsOtherwiseIn(template, way, whole));
}

function wordsOtherwiseIn(template: Data, way: Assignment, whole: readonly StreamAnalysis[]): readonly string[] {
  const alone = analyse(JSON.stringify(withoutConditions(template, way)));
  const names = new Set([...whole, ...alone].map(nameOf));
  return [...names].flatMap((name) =>
    ACTIONS.flatMap((action) => {
      const said = wordsIn(template, way, whole, name, action);
      const own = alone.filter((stream) => nameOf(stream) === name).flatMap((stream) => wordsOf(stream, action));
      const [ours, theirs] = [said, own].map((words) => [...new Set(words)].sort().join(', '));
      // Where a mapping lacks an entry nothing is deployed at all.
      const isPruned = ours === '' && JSON.stringify(template).includes('Fn::FindInMap');
      return ours === theirs || isPruned ? [] : [`${name} ${action} with ${[...way]}: ${ours}; deployed: ${theirs}`];
    }),
  );
}

type Action = (typeof ACTIONS)[number];

const nameOf = ({ customResource }: StreamAnalysis) => customResource.logicalId;

function wordsOf({ outcomes }: StreamAnalysis, action: Action): readonly string[] {
  return Object.entries(outcomes[action]).flatMap(([word, diagram]) => (diagram === NEVER ? [] : [word]));
}

/** The words that a stream has where its template's conditions are as in one assignment. */
function wordsIn(
  template: Data,
  way: Assignment,
  streams: readonly StreamAnalysis[],
  name: string,
  action: Action,
): readonly string[] {
  return streams
    .filter((stream) => nameOf(stream) === name)
    .flatMap(({ scope: { world, conditions }, outcomes }) => {
      const decided = Object.keys(template.Conditions ?? {}).map((condition) => {
        const named = conditions.named(condition);
        return holds(template, way, condition) ? named : world.not(named);
      });
      const here = world.and(...decided);
      return Object.entries(outcomes[action]).flatMap(([word, when]) =>
        world.and(here, when) === NEVER ? [] : [word],
      );
    });
}

function holds({ Conditions }: Data, way: Assignment, condition: string): boolean {
  return 'Probe' in deployed({ Conditions, Resources: { Probe: { Condition: condition } } }, way);
}

/** What is deployed in one assignment, as a template of its own. */
function withoutConditions(template: Data, way: Assignment): Data {
  const { Conditions: _, Rules: __, ...rest } = template;
  const resources = Object.entries(deployed(template, way)).map(([id, resource]) => {
    const { Condition: ___, ...body } = resource as Data;
    return [id, body];
  });
  return { ...rest, Resources: Object.fromEntries(resources) };
}

function isSound(template: Data, way: Assignment): boolean {
  const resources = deployed(template, way);
  return dangling(template, resources).length === 0 && hollow(resources).length === 0;
}

/** Whether a template can be deployed in every way, and there are few enough to be tried. */
export function isSoundThroughout(template: Data): boolean {
  const ways = assignmentsOf(template);
  return ways.length <= MOST_WAYS && ways.every((way) => isSound(template, way));
}
