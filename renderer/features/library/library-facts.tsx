import type { LibraryStatus } from '../../../app/contracts/library.ts';
import { counted, formatCount, providerName } from '../../state/wording.ts';

const VECTOR_STAGE: Record<LibraryStatus['vectorStage'], string> = {
  exact: 'every vector is compared, nothing is skipped',
  hnsw: 'through an index of neighbours, then compared exactly',
  building: 'exactly, while the index of neighbours is being built',
};

/** The library in figures, and where all of it lies. */
export function LibraryFacts({ status }: { readonly status: LibraryStatus }) {
  const { documents, passages, sentences, model, vectorStage, libraryDir } = status;
  const facts = [
    [
      'Can be found',
      `${counted(documents, 'document')}, ${counted(passages, 'passage')}, ${formatCount(sentences)} sentences`,
    ],
    ['Model', `${model.name}, running on ${providerName(model.provider)}`],
    ['Search', VECTOR_STAGE[vectorStage]],
    ['Kept in', libraryDir],
  ];
  return (
    <section aria-labelledby="facts-title">
      <h2 id="facts-title">This library</h2>
      <dl className="library-facts">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
