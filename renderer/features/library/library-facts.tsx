import type { LibraryStatus, StorageUse } from '../../../app/contracts/library.ts';
import { Trouble } from '../../components/trouble.tsx';
import { useStorage } from '../../state/use-storage.ts';
import { providerName } from '../../state/wording.ts';
import { formatBytes } from './format-bytes.ts';
import './library-facts.css';

const VECTOR_STAGE: Record<LibraryStatus['vectorStage'], string> = {
  exact: 'Every vector is compared, nothing is skipped',
  codes: 'Through short codes of every vector, then compared exactly',
  hnsw: 'Through an index of neighbours, then compared exactly',
  building: 'Exactly, while the index of neighbours is being built',
};

/** What finds things in this library, what it takes up, and where all of it lies. */
export function LibraryFacts({ status }: { readonly status: LibraryStatus }) {
  const { model, vectorStage, libraryDir } = status;
  return (
    <section className="library-facts" aria-labelledby="facts-title">
      <h2 id="facts-title">This library</h2>
      <SpaceTaken />
      <dl>
        <dt>Kept in</dt>
        <dd>{libraryDir}</dd>
        <dt>Model</dt>
        <dd>
          {model.name}, on {providerName(model.provider)}
        </dd>
        <dt>Search</dt>
        <dd>{VECTOR_STAGE[vectorStage]}</dd>
      </dl>
    </section>
  );
}

const PARTS: readonly { part: Exclude<keyof StorageUse, 'free'>; name: string }[] = [
  { part: 'database', name: 'Texts, words and vectors' },
  { part: 'graphs', name: 'Index of neighbours' },
  { part: 'derivedModels', name: 'Models made for comparing' },
  { part: 'models', name: 'Models of your own' },
];

/** Disk space, part by part; parts that take none are left out. */
function SpaceTaken() {
  const fetched = useStorage();
  if (fetched.kind === 'failed') return <Trouble error={fetched.error} />;
  const use = fetched.kind === 'ready' ? fetched.value : fetched.previous;
  if (!use) return <p className="space-total">Measuring…</p>;
  const parts = PARTS.filter(({ part }) => use[part] > 0);
  const total = parts.reduce((sum, { part }) => sum + use[part], 0);
  return (
    <>
      <p className="space-total">
        <strong>{formatBytes(total)}</strong> on disk
        {use.free !== null && <span>, {formatBytes(use.free)} free</span>}
      </p>
      {parts.length > 1 && (
        <div className="space-bar" aria-hidden="true">
          {parts.map(({ part }) => (
            <span key={part} data-part={part} style={{ flexGrow: use[part] / total }} />
          ))}
        </div>
      )}
      <ul className="space-parts">
        {parts.map(({ part, name }) => (
          <li key={part}>
            <span className="space-key" data-part={part} aria-hidden="true" />
            {name}
            <span className="space-size">{formatBytes(use[part])}</span>
          </li>
        ))}
      </ul>
    </>
  );
}
