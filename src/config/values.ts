/** A value as the user wrote it, read; or what is wrong with it, as a clause for one line. */
export type Parsed<T> =
  | { readonly kind: 'value'; readonly value: T }
  | { readonly kind: 'wrong'; readonly message: string };

export function value<T>(parsed: T): Parsed<T> {
  return { kind: 'value', value: parsed };
}

function wrong(message: string): Parsed<never> {
  return { kind: 'wrong', message };
}

/** What a value takes, and what stands there instead, with its control characters escaped. */
function takes(what: string, text: string): Parsed<never> {
  return wrong(`takes ${what}, not ${JSON.stringify(text)}`);
}

/** One of a few words. */
export function oneOf<T extends string>(words: readonly T[], text: string): Parsed<T> {
  const found = words.find((word) => word === text);
  return found === undefined ? takes(words.join(', '), text) : value(found);
}

/** `true` or `false`, as GitHub writes them, in any case. */
export function yesOrNo(text: string): Parsed<boolean> {
  const lower = text.toLowerCase();
  return lower === 'true' || lower === 'false' ? value(lower === 'true') : takes('true or false', text);
}

export function wholeNumber(least: number, most: number, text: string): Parsed<number> {
  const number = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
  return number >= least && number <= most ? value(number) : takes(`a whole number from ${least} to ${most}`, text);
}

/** The conditions that a proposed grant carries: a list of the two names, or `none`. */
export function grantConditions(
  text: string,
): Parsed<{ readonly viaService: boolean; readonly grantIsForAwsResource: boolean }> {
  const names = text.split(',').map((name) => name.trim());
  const known = ['via-service', 'grant-is-for-aws-resource'];
  const stranger = names.find((name) => !known.includes(name));
  if (text.trim() === 'none') return value({ viaService: false, grantIsForAwsResource: false });
  if (stranger !== undefined) return takes(`none, or a list of ${known.join(' and ')}`, stranger);
  return value({
    viaService: names.includes('via-service'),
    grantIsForAwsResource: names.includes('grant-is-for-aws-resource'),
  });
}

export function region(text: string): Parsed<string> {
  return /^[a-z]{2,5}(-[a-z]+)+-\d{1,2}$/.test(text) ? value(text) : takes('a region, such as eu-west-1', text);
}

export function account(text: string): Parsed<string> {
  return /^\d{12}$/.test(text) ? value(text) : takes('the 12 digits of an account id', text);
}

export function partition(text: string): Parsed<string> {
  return /^aws(-[a-z]+)*$/.test(text) ? value(text) : takes('a partition, such as aws or aws-cn', text);
}

/** A path from the top of a repository, as git spells it. */
export function pathInRepository(text: string): Parsed<string> {
  const path = text.replace(/^\.\//, '');
  const isInside = path.split('/').every((part) => part !== '' && part !== '.' && part !== '..');
  return isInside ? value(path) : takes('a path from the top of the repository', text);
}

/** `Name=Value` lines; the values never appear in a message. */
export function parameters(text: string): Parsed<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    if (line.trim() === '') continue;
    const at = line.indexOf('=');
    const name = line.slice(0, at).trim();
    if (at < 1 || !/^[A-Za-z0-9]+$/.test(name))
      return wrong(`takes Name=Value on each line; line ${index + 1} is none`);
    found.set(name, line.slice(at + 1).trim());
  }
  return value(found);
}

/** Globs, one a line; blank lines and lines that start with # do not count. */
export function globs(text: string): Parsed<readonly string[]> {
  const lines = text.split(/\r?\n/).map((line) => line.trim());
  return value(lines.filter((line) => line !== '' && !line.startsWith('#')));
}
