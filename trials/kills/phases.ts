import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Engine } from '../../app/engine/engine.ts';
import { TINY_MODEL } from '../../app/engine/temporary-engine.ts';
import type { EngineHost, EngineHostOrder } from '../library/engine-host.ts';
import { never } from '../library/open-library.ts';
import type { Place } from './place.ts';

const OTHER_MODEL = fileURLToPath(new URL('../../app/embedding/fixtures/tiny-bert', import.meta.url));

/** Something that a library is at when it is killed. */
export interface KillPhase {
  readonly name: string;
  readonly order: Omit<EngineHostOrder, 'libraryDir'>;
  /** Model that the library has once everything is done. */
  readonly model: string;
  /** Makes work for {@link work}; the number says how often that was asked before. */
  unmake(place: Place, time: number): void;
  /** What is killed; it may end before. */
  work(host: EngineHost, place: Place, signal: AbortSignal): Promise<void>;
  /** Does to its end what was killed, but for indexing. */
  finish(engine: Engine): Promise<void>;
  /** What doctor may find right after a kill, because it was so before. */
  readonly mayFind?: RegExp;
}

const writing = { model: TINY_MODEL, access: 'write', resident: false } as const;

/** Every work that changes a library. */
export function killPhases(): KillPhase[] {
  return [indexing, watching, repairing, switching(), comparing];
}

const indexing: KillPhase = {
  ...{ name: 'indexing', order: writing, model: TINY_MODEL },
  unmake({ notebook }) {
    for (let i = 0; i < 40; i++) notebook.change();
  },
  async work(host, { notebook }) {
    await host.call('index', [notebook.folder]);
  },
  async finish() {},
};

const watching: KillPhase = {
  ...{ name: 'watching', order: { ...writing, resident: true }, model: TINY_MODEL },
  unmake() {},
  async work(host, { notebook }, signal) {
    await host.call('index', [notebook.folder]);
    for (let i = 0; i < 60 && !signal.aborted; i++) {
      notebook.change();
      await delay(notebook.below(120));
    }
  },
  async finish() {},
};

const repairing: KillPhase = {
  ...{ name: 'repairing', order: { ...writing, access: 'change' }, model: TINY_MODEL },
  unmake(place) {
    place.tamper((db) => {
      db.exec(`
        DELETE FROM vector WHERE id % 7 = abs(random()) % 7;
        DELETE FROM document_text WHERE document_id % 9 = abs(random()) % 9;
        UPDATE vector SET data = zeroblob(3) WHERE id % 101 = 5;
        INSERT INTO passage_fts (passage_fts, rowid, text, heading)
          SELECT 'delete', id, text, heading FROM passage WHERE id % 11 = 0;
      `);
    });
  },
  async work(host) {
    await host.call('repair');
  },
  async finish(engine) {
    await engine.doctor(true);
  },
  mayFind: /^(completeness|stray vectors|words|stored content|stored vectors)/,
};

/** To and fro between two models. */
function switching(): KillPhase {
  let target = TINY_MODEL;
  return {
    ...{ name: 'switching', order: { model: null, access: 'write', resident: false } },
    get model() {
      return target;
    },
    unmake() {
      target = target === TINY_MODEL ? OTHER_MODEL : TINY_MODEL;
    },
    async work(host) {
      await host.call('useModel', target);
    },
    async finish(engine) {
      await engine.models.choose({ model: target });
      await engine.models.settled(never);
    },
  };
}

const comparing: KillPhase = {
  ...{ name: 'comparing', order: writing, model: TINY_MODEL },
  unmake(place) {
    place.tamper((db) => db.exec('DELETE FROM passage_pair; DELETE FROM compared_passage'));
  },
  async work(host) {
    await host.call('updateDuplicates');
  },
  async finish(engine) {
    for await (const _ of engine.updateDuplicates(never));
  },
};
