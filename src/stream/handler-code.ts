import { type Language, withoutCommentsAndStrings } from './code-text.ts';
import { type KeyArgument, readKeyArgument } from './key-argument.ts';
import { usesKmsOtherwise } from './kms-calls.ts';
import { pickedCall } from './picked-call.ts';

/** What a handler's code does, as far as its text tells. */
export interface HandlerCode {
  readonly startsStream: boolean;
  /** It calls KMS DescribeKey itself, so that this call carries no kms:ViaService. */
  readonly describesKey: boolean;
  /** It may need a KMS permission besides the two: another call, or a service that uses KMS in its name. */
  readonly otherKmsCalls: boolean;
  /** It assumes another role, under which the call may be made. */
  readonly assumesRole: boolean;
  /** It loads code that is not in this text and not known to be harmless. */
  readonly loadsUnseenCode: boolean;
  /** It calls a method or command of RDS that comes from where the text does not show. */
  readonly leavesCallOpen: boolean;
  readonly key: KeyArgument;
}

const CALL = /\.(?:start_activity_stream|startActivityStream)(?![A-Za-z0-9_])|\bStartActivityStreamCommand\s{0,80}\(/;
const DESCRIBE = /\.(?:describe_key|describeKey)\s{0,80}\(|\bDescribeKeyCommand\s{0,80}\(/;
const ASSUME =
  /\.(?:assume_role|assumeRole)\s{0,80}\(|\bAssumeRoleCommand\s{0,80}\(|\bfromTemporaryCredentials\s{0,80}\(/;
const RUNS_PROGRAMS = ['subprocess', 'os.system', 'child_process', 'execSync', 'spawnSync'];
const COMMAND = 'start-activity-stream';

/**
 * Reads handler code by fixed strings. Comments and plain strings are skipped, so that a mention of the call is no
 * evidence; the command of the AWS CLI counts in a shell script, or in a string where the code runs programs.
 */
export function readHandlerCode(text: string, language: Language): HandlerCode {
  const { code, strings } = withoutCommentsAndStrings(text, language);
  const has = (needles: readonly string[]) => needles.some((needle) => code.includes(needle));
  const byCommand =
    language === 'shell'
      ? code.includes(COMMAND)
      : has(RUNS_PROGRAMS) && strings.some((string) => string.includes(COMMAND));
  const picked = pickedCall({ text, code, language });
  return {
    startsStream: CALL.test(code) || byCommand || picked.picks === 'start',
    leavesCallOpen: picked.picks === 'open',
    describesKey: DESCRIBE.test(code) || (language === 'shell' && code.includes('describe-key')),
    otherKmsCalls: language === 'shell' || usesKmsOtherwise(text, code),
    assumesRole: ASSUME.test(code) || (language === 'shell' && code.includes('assume-role')),
    loadsUnseenCode: loadsUnseenCode(text, code, language),
    key: readKeyArgument(text, code, language, picked.calls),
  };
}

const PYTHON_KNOWN = new Set(
  (
    'abc argparse base64 boto3 botocore cfnresponse collections contextlib copy csv dataclasses datetime decimal enum ' +
    'functools gzip hashlib hmac http inspect io itertools json logging math operator os pathlib random re secrets ' +
    'shutil signal socket ssl string struct subprocess sys tempfile textwrap threading time traceback types typing ' +
    'urllib urllib3 uuid warnings zipfile zlib __future__ ast asyncio concurrent email html ipaddress locale platform ' +
    'pprint queue sched select statistics stat unicodedata weakref xml'
  ).split(' '),
);

const NODE_KNOWN = new Set(
  (
    'assert aws-sdk buffer cfn-response child_process crypto dns events fs fs/promises http https net os path process ' +
    'querystring stream string_decoder timers timers/promises tls url util zlib'
  ).split(' '),
);

/** The names are read from the text, since the strings that hold them are blanked in the code. */
function loadsUnseenCode(text: string, code: string, language: Language): boolean {
  if (language === 'python') return pythonModules(code).some((name) => !PYTHON_KNOWN.has(name));
  if (language === 'shell') return /(^|[\s;&|])(source|\.)\s+\S/.test(code);
  return nodeModules(text, code).some((name) => !NODE_KNOWN.has(name) && !name.startsWith('@aws-sdk/'));
}

function pythonModules(code: string): readonly string[] {
  return code.split(/[\n;]/).flatMap((line) => {
    const words = line.trim().split(/[\s,]+/, 64);
    if (words[0] === 'from') return [rootModule(words[1] ?? '')];
    if (words[0] !== 'import') return [];
    return words
      .slice(1)
      .filter((word, i, all) => word !== '' && word !== 'as' && all[i - 1] !== 'as')
      .map(rootModule);
  });
}

function rootModule(name: string): string {
  return name.startsWith('.') ? '.' : (name.split('.')[0] ?? '');
}

function nodeModules(text: string, code: string): readonly string[] {
  const found: string[] = [];
  for (const match of code.matchAll(/\b(?:from|require\(|import\(|import)\s{0,8}(['"])/g)) {
    const start = match.index + match[0].length;
    const quote = match[1] ?? '"';
    const end = text.indexOf(quote, start);
    if (end > start && end - start < 256) found.push(text.slice(start, end).replace(/^node:/, ''));
  }
  return found;
}
