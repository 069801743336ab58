import { silentLogger } from '../../../app/base/logger.ts';
import { mapAhead } from '../../../app/base/map-ahead.ts';
import { EncoderClient } from '../../../app/engine/encoder-client.ts';
import { findModel } from '../../../app/engine/model-store.ts';
import { childProcessSpawner } from '../../../app/host/child-process-port.ts';
import type { PassageText } from '../../../app/indexing/services.ts';
import { LibraryStore } from '../../../app/storage/library-store.ts';

const GROUP_PASSAGES = 80;

/** A passage with its sentences, as they were encoded. */
export interface EncodedPassage {
  readonly sentences: readonly string[];
  readonly passages: readonly PassageText[];
}

/** Everything that was encoded, as it was encoded, passage by passage with its sentences. */
export function passagesIn(libraryDir: string): EncodedPassage[] {
  using store = LibraryStore.openReadOnly(libraryDir);
  const model = store.models.idOf(store.models.fingerprintsInUse()[0]!);
  const documents = store.documents.sources().flatMap(({ id }) => store.documents.knownDocuments(id));
  return documents.flatMap((document) => {
    const passages = store.passages.ofDocument(document.id);
    const sentences = Map.groupBy(
      store.passages.sentences(
        passages.map(({ id }) => id),
        model,
      ),
      (sentence) => sentence.passageId,
    );
    return passages.map(({ id, text, heading, kind }) => ({
      passages: [{ text, context: heading.join(' > ') }],
      sentences:
        kind === 'code'
          ? []
          : (sentences.get(id) ?? []).map(({ textSpan }) => text.slice(textSpan.start, textSpan.end)),
    }));
  });
}

/** Encodes what a library holds, and nothing else. @returns seconds. */
export async function encodingAlone(texts: readonly EncodedPassage[]): Promise<number> {
  const { dir } = await findModel('default');
  using encoder = new EncoderClient(dir, childProcessSpawner(silentLogger), silentLogger);
  await encoder.encode(['warm'], []);
  const groups = Array.from({ length: Math.ceil(texts.length / GROUP_PASSAGES) }, (_, group) =>
    texts.slice(group * GROUP_PASSAGES, (group + 1) * GROUP_PASSAGES),
  );
  const startedAt = performance.now();
  const encoded = mapAhead(groups, 2, (group) =>
    encoder.encode(
      group.flatMap(({ sentences }) => sentences),
      group.flatMap(({ passages }) => passages),
    ),
  );
  for await (const _ of encoded);
  return (performance.now() - startedAt) / 1000;
}
