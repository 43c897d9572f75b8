import { importsOf } from './code-imports.ts';
import { type Language, withoutCommentsAndStrings } from './code-text.ts';
import type { Code } from './code-variables.ts';
import { type DescribedKey, describedKeys } from './described-keys.ts';
import { type KeyArgument, readKeyArgument } from './key-argument.ts';
import { usesAnotherKey, usesKmsOtherwise } from './kms-calls.ts';
import { type PickedCall, pickedCall } from './picked-call.ts';
import { runsPrograms } from './programs.ts';
import { reachedTexts } from './reached-code.ts';

/** What a handler's code does, as far as its text tells. */
export interface HandlerCode {
  readonly startsStream: boolean;
  /** Its own calls of KMS DescribeKey, which carry no kms:ViaService. */
  readonly describes: readonly DescribedKey[];
  /** It may need a KMS permission besides the two: another call, or a service that uses KMS in its name. */
  readonly otherKmsCalls: boolean;
  /** It plainly copies, restores or exports with RDS, which uses another key in the caller's name. */
  readonly usesAnotherKey: boolean;
  /** It assumes another role, under which the call may be made. */
  readonly assumesRole: boolean;
  /** It loads code that is not in this text and not known to be harmless. */
  readonly loadsUnseenCode: boolean;
  /** It calls a method or command of RDS that comes from where the text does not show. */
  readonly leavesCallOpen: boolean;
  readonly key: KeyArgument;
}

const CALL = /\.(?:start_activity_stream|startActivityStream)(?![A-Za-z0-9_])|\bStartActivityStreamCommand\s{0,80}\(/;
const ASSUME =
  /\.(?:assume_role|assumeRole)\s{0,80}\(|\bAssumeRoleCommand\s{0,80}\(|\bfromTemporaryCredentials\s{0,80}\(/;
const COMMAND = 'start-activity-stream';

/**
 * Reads handler code by fixed strings. Comments and plain strings are skipped, so that a mention of the call is no
 * evidence; the command of the AWS CLI counts in a shell script, or in a string where the code runs programs.
 */
export function readHandlerCode(text: string, language: Language): HandlerCode {
  return readHandlerFiles([text], language, () => false);
}

/** Whether files make the call, as far as their texts tell. */
export function makesCall(texts: readonly string[], language: Language): boolean {
  return joined(texts, language).startsStream;
}

/** Reads the files that a handler is made of as one; `isSeen` tells of an import of one whether it is among them. */
export function readHandlerFiles(
  texts: readonly string[],
  language: Language,
  isSeen: (text: string, module: string) => boolean,
): HandlerCode {
  const { files, text, code, picked, startsStream } = joined(texts, language);
  // A call that nothing which the handler uses is seen to reach may be made all the same, or never.
  const isReached = !startsStream || texts.length === 1 || joined(reachedTexts(texts, language), language).startsStream;
  return {
    startsStream: startsStream && isReached,
    leavesCallOpen: picked.picks === 'open',
    describes: describedKeys({ text, code, language }),
    otherKmsCalls: language === 'shell' || usesKmsOtherwise(text, code),
    usesAnotherKey: usesAnotherKey(code),
    assumesRole: ASSUME.test(code) || (language === 'shell' && code.includes('assume-role')),
    loadsUnseenCode:
      !isReached ||
      files.some((file) => importsOf(file.text, file.code, language).some(({ module }) => !isSeen(file.text, module))),
    key: readKeyArgument(text, code, language, picked.calls),
  };
}

interface Joined extends Code {
  readonly files: readonly Pick<Code, 'text' | 'code'>[];
  readonly picked: PickedCall;
  readonly startsStream: boolean;
}

function joined(texts: readonly string[], language: Language): Joined {
  const files = texts.map((text) => ({ text, ...withoutCommentsAndStrings(text, language) }));
  const text = texts.join('\n');
  const code = files.map((file) => file.code).join('\n');
  const strings = files.flatMap((file) => file.strings);
  const byCommand =
    language === 'shell'
      ? code.includes(COMMAND)
      : runsPrograms(text, code) && strings.some((string) => string.includes(COMMAND));
  const picked = pickedCall({ text, code, language });
  return {
    files,
    text,
    code,
    language,
    picked,
    startsStream: CALL.test(code) || byCommand || picked.picks === 'start',
  };
}
