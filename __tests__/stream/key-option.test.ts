import { expect, test } from '@jest/globals';
import { readHandlerCode } from '../../src/stream/handler-code.ts';
import { formText } from './form-text.ts';

const START = 'aws rds start-activity-stream --mode async --kms-key-id';
const FROM_EVENT = 'KEY=$(echo "$EVENT" | jq -r \'.ResourceProperties.KmsKeyId\')';

test.each<[string, string, string]>([
  ['a word', `${START} alias/das`, "'alias/das'"],
  ['a word before the end of a substitution', `OUT=$(${START} alias/das)`, "'alias/das'"],
  ['a word before another command', `${START} alias/das; echo done`, "'alias/das'"],
  ['a word before a pipe', `${START} alias/das|jq .`, "'alias/das'"],
  ['a word behind an equals sign', `${START}=alias/das`, "'alias/das'"],
  ['a word on the next line', `${START} \\\n    alias/das`, "'alias/das'"],
  ['a word on the next line of Windows', `${START} \\\r\n    alias/das`, "'alias/das'"],
  ['a word in quotes', `${START} 'alias/das'`, "'alias/das'"],
  ['a word with blanks in quotes', `${START} 'alias/das x'`, 'unknown'],
  ['a word with something behind its quotes', `${START} "alias/das"-x`, 'unknown'],
  ['nothing', `${START}`, 'untold'],
  ['nothing but a blank', `${START} `, 'unknown'],
  ['a substitution', `${START} "$(cat key)"`, 'unknown'],
  ['an argument of the script', `${START} "$1"`, 'unknown'],
  ['a variable', `${START} $KEY`, 'variable KEY'],
  ['a variable in braces', `${START} "\${KEY_1}"`, 'variable KEY_1'],
  ['a variable with a default', `${START} "\${KEY:-alias/das}"`, 'unknown'],
  ['a variable with something behind it', `${START} "$KEY-x"`, 'unknown'],
  ['a variable read from the event', `${FROM_EVENT}\n${START} "$KEY"`, 'property KmsKeyId'],
  [
    'a variable read from the event with another option',
    `${FROM_EVENT.replace('-r', '-r -e -M')}\n${START} $KEY`,
    'property KmsKeyId',
  ],
  [
    'a nested property read from the event in quotes',
    `KEY="$(jq -r .ResourceProperties.Stream.Key event.json)"\n${START} "$KEY"`,
    'property Stream.Key',
  ],
  [
    'what was there before, read from the event',
    `KEY=$(jq -r '.OldResourceProperties.KmsKeyId' event.json)\n${START} "$KEY"`,
    'unknown',
  ],
  [
    'what is read from the event and handed on',
    `KEY=$(jq -r '.ResourceProperties.Name' event.json | xargs -I% aws kms describe-key --key-id %)\n${START} "$KEY"`,
    'unknown',
  ],
  ['a variable that is set to a word', `KEY=alias/das\n${START} "$KEY"`, 'unknown'],
  ['a variable that is set twice', `${FROM_EVENT}\n[ -n "$OWN" ] && KEY=$OWN\n${START} "$KEY"`, 'unknown'],
  ['a variable that is read', `read -r OTHER KEY < file\n${START} "$KEY"`, 'unknown'],
  ['a variable of a loop', `for KEY in $KEYS; do ${START} "$KEY"; done`, 'unknown'],
  ['a variable of another name that is set', `MY_KEY=x; KEYS=y\n${START} "$KEY"`, 'variable KEY'],
  ["another command's option behind it", `aws rds start-activity-stream && aws rds create --kms-key-id x`, 'untold'],
  ["another command's option before it", `aws rds create --kms-key-id x\n${START} alias/das`, "'alias/das'"],
  ['an option behind an ARN of AWS', `aws rds start-activity-stream --arn arn:aws:rds:x --kms-key-id a`, "'a'"],
  ['an option with a longer name', 'aws rds start-activity-stream --kms-key-id-x a', 'untold'],
  ['an option in a comment', `# ${START} alias/old\naws rds start-activity-stream`, 'untold'],
  ['an option far behind its command', `aws rds start-activity-stream ${'-'.repeat(2000)} --kms-key-id x`, 'untold'],
])('the key of the command in a script by %s', (_sentence, script, key) => {
  expect(formText(readHandlerCode(script, 'shell').key.form)).toBe(key);
});
