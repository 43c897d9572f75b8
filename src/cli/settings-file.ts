import { resolve } from 'node:path';
import { type FileSettings, NO_SETTINGS, readSettingsFile, SETTINGS_PATH } from '../config/settings-file.ts';
import { decode, type ReadBytes, readBytes } from '../io/disk/read-text.ts';
import type { Read } from './settings.ts';

/** The settings of `--config FILE`, else those of the folder; without a file there, none. */
export function folderSettings(config: string | undefined, cwd: string): Read<FileSettings> {
  return settingsFrom(config, cwd, () => readBytes(resolve(cwd, SETTINGS_PATH)));
}

/** The settings of `--config FILE`, else what `otherwise` reads at the usual place. */
export function settingsFrom(config: string | undefined, cwd: string, otherwise: () => ReadBytes): Read<FileSettings> {
  const path = config ?? SETTINGS_PATH;
  const read = config === undefined ? otherwise() : readBytes(resolve(cwd, config));
  if (read.kind === 'failed') {
    if (config === undefined && read.code === 'missing') return { kind: 'read', value: NO_SETTINGS };
    return {
      kind: 'refused',
      message: config === undefined ? `${path} ${read.reason}` : `--config: ${path} ${read.reason}`,
    };
  }
  const found = readSettingsFile({ path, text: decode(read.bytes) });
  return found.kind === 'wrong' ? { kind: 'refused', message: found.message } : { kind: 'read', value: found.settings };
}
