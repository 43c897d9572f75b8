import type { Language } from '../../src/stream/code-text.ts';
import { readHandlerCode } from '../../src/stream/handler-code.ts';

export type Row = readonly [sentence: string, language: Language, code: string];

export const SDK = "const sdk = require('@aws-sdk/client-rds');\nconst client = new sdk.RDSClient({});\n";
export const IMPORT =
  "import { RDSClient, StartActivityStreamCommand, StopActivityStreamCommand } from '@aws-sdk/client-rds';\n" +
  'const client = new RDSClient({});\n';
export const BOTO = "import boto3, os\nrds = boto3.client('rds')\n";

/** What a handler's code says of the call that it picks. */
export function pickedIn(language: Language, code: string): 'starts' | 'open' | 'nothing' {
  const { startsStream, leavesCallOpen } = readHandlerCode(code, language);
  return startsStream ? 'starts' : leavesCallOpen ? 'open' : 'nothing';
}
