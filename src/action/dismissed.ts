import { fingerprint } from '../finding/fingerprint.ts';
import { judgeSide } from '../judge/template.ts';
import { markerKey } from '../report/marker.ts';
import type { ReviewInput } from '../review.ts';
import { RULES } from '../rules/index.ts';
import { hintOn } from '../stream/hint.ts';

/** The keys of what could be found for custom resources that the settings say start no stream: it was not looked at. */
export function dismissedKeys({ head, settings }: ReviewInput): ReadonlySet<string> {
  const { hints = [] } = settings;
  if (hints.length === 0) return new Set();
  const keys = judgeSide(head, settings).flatMap(({ scope, file }) => {
    const resources = scope === null ? [] : [...scope.template.resources.values()];
    const dismissed = resources.filter((resource) => hintOn(resource, hints)?.starts === false);
    return dismissed.flatMap(({ logicalId }) =>
      RULES.map(({ meta }) => markerKey(fingerprint(meta.id, logicalId), file.path)),
    );
  });
  return new Set(keys);
}
