import { copyFile, readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { DomainError } from '../../base/domain-error.ts';
import { CONFIG_FILE, TOKENIZER_CONFIG_FILE, TOKENIZER_FILE } from '../package/package-layout.ts';

/** The parsed config.json. @throws DomainError `conversion.bad-config` */
export async function readConfig(hfFolder: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(join(hfFolder, CONFIG_FILE), 'utf8'));
  } catch (cause) {
    throw new DomainError('conversion.bad-config', {
      message: `${basename(hfFolder)} has no readable ${CONFIG_FILE}`,
      nextStep: 'Point to a folder with config.json, tokenizer.json and the safetensors weights of a model.',
      cause,
    });
  }
}

/**
 * Copies config.json and the tokenizer; a missing tokenizer_config.json means its defaults.
 * @throws DomainError `conversion.bad-tokenizer`
 */
export async function copyConfiguration(hfFolder: string, folder: string): Promise<void> {
  await copyFile(join(hfFolder, CONFIG_FILE), join(folder, CONFIG_FILE));
  try {
    await copyFile(join(hfFolder, TOKENIZER_FILE), join(folder, TOKENIZER_FILE));
  } catch (cause) {
    throw new DomainError('conversion.bad-tokenizer', {
      message: `${basename(hfFolder)} has no readable ${TOKENIZER_FILE}`,
      nextStep: 'Save the tokenizer of the model in the tokenizer.json form; older forms are not read.',
      cause,
    });
  }
  const tokenizerConfig = await readFile(join(hfFolder, TOKENIZER_CONFIG_FILE), 'utf8').catch(() => '{}\n');
  await writeFile(join(folder, TOKENIZER_CONFIG_FILE), tokenizerConfig);
}
