import { describe, expect, it } from 'vitest';
import { modelFingerprint, verifyChecksums } from './checksums.ts';
import { fixtureDir, PackageCopy } from './fixture-packages.ts';
import { openModelPackage } from './model-package.ts';

describe('verifyChecksums', () => {
  it('passes a package as it was made, and an export that has no checksums', async () => {
    for (const name of ['tiny-deelm', 'tiny-bert'] as const) {
      await expect(verifyChecksums(await openModelPackage(fixtureDir(name)))).resolves.toBeUndefined();
    }
  });

  it('names the file that was changed', async () => {
    await using copy = await PackageCopy.of('tiny-deelm');
    await copy.editJson('tokenizer_config.json', { changed: true });
    await expect(verifyChecksums(await openModelPackage(copy.dir))).rejects.toMatchObject({
      code: 'model.checksum',
      message: expect.stringContaining('tokenizer_config.json'),
    });
  });

  it.each([
    ['lost.bin', 'model.missing'],
    ['../outside.bin', 'model.corrupt'],
  ])('refuses a card that names %s', async (file, code) => {
    await using copy = await PackageCopy.of('tiny-deelm');
    await copy.editJson('deelm.json', { sha256: { [file]: '0'.repeat(64) } });
    await expect(verifyChecksums(await openModelPackage(copy.dir))).rejects.toMatchObject({ code });
  });
});

describe('modelFingerprint', () => {
  const fingerprint = async (dir: string) => modelFingerprint(await openModelPackage(dir));

  it.each(['tiny-deelm', 'tiny-bert'] as const)('of %s is the same in another folder', async (name) => {
    await using copy = await PackageCopy.of(name);
    expect(await fingerprint(copy.dir)).toBe(await fingerprint(fixtureDir(name)));
  });

  it('changes with anything that changes vectors, and with nothing else', async () => {
    await using copy = await PackageCopy.of('tiny-bert');
    const before = await fingerprint(copy.dir);
    await copy.write('README.md', 'a note');
    expect(await fingerprint(copy.dir)).toBe(before);
    await copy.editJson('config_sentence_transformers.json', { prompts: { query: 'question: ' } });
    const prompted = await fingerprint(copy.dir);
    expect(prompted).not.toBe(before);
    await copy.editJson('tokenizer.json', { normalizer: null });
    expect(await fingerprint(copy.dir)).not.toBe(prompted);
  });
});
