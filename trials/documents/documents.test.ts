import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { silentLogger } from '../../app/base/logger.ts';
import { ParserPool } from '../../app/engine/parser-pool.ts';
import { childProcessSpawner } from '../../app/host/child-process-port.ts';
import { HOSTILE_DOCUMENTS } from './hostile-documents.ts';
import { readHostile } from './read-hostile.ts';

/** A sample of what `npm run trial -- documents` reads; deep enough to overflow a stack. */
const CHARACTERS = 30_000;

let pool: ParserPool;
beforeAll(() => {
  pool = new ParserPool(childProcessSpawner(silentLogger), silentLogger, 1);
});
afterAll(() => pool[Symbol.dispose]());

describe('a document that was made to do harm', () => {
  it.each(HOSTILE_DOCUMENTS)('is read, or refused with a code: $type, $what', async (document) => {
    const { code } = await readHostile(pool, document, CHARACTERS);
    expect(code ?? 'parse.').toMatch(/^parse\./);
  });
});
