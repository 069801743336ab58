import type { DuplicateScope } from '../../../app/contracts/duplicates.ts';
import type { Source } from '../../../app/contracts/library.ts';
import { lastName } from '../../state/document-place.ts';
import { useServices } from '../../state/services.ts';
import { useStore } from '../../state/use-store.ts';
import './scope-choice.css';

/** Where to look: everywhere, in one folder, or from one folder to another. With a single folder there is no choice. */
export function ScopeChoice({ sources }: { readonly sources: readonly Source[] }) {
  const { session } = useServices().duplicates;
  const { scope } = useStore(session.state).choice;
  if (sources.length < 2 && scope.within === 'library') return null;
  const [first, second] = foldersOf(scope);
  const choose = (one: number | null, other: number | null) => session.choose({ scope: scopeOf(one, other) });
  return (
    <div className="scope">
      <FolderSelect
        label="In"
        none="the whole library"
        sources={sources}
        value={first}
        onChange={(one) => choose(one, one === second ? null : second)}
      />
      {first !== null && (
        <FolderSelect
          label="compared with"
          none="itself"
          sources={sources.filter(({ id }) => id !== first)}
          value={second}
          onChange={(other) => choose(first, other)}
        />
      )}
    </div>
  );
}

interface FolderSelectProps {
  readonly label: string;
  /** What it says when no folder is chosen. */
  readonly none: string;
  readonly sources: readonly Source[];
  readonly value: number | null;
  readonly onChange: (source: number | null) => void;
}

function FolderSelect({ label, none, sources, value, onChange }: FolderSelectProps) {
  return (
    <label className="scope-folder">
      {label}
      <span className="scope-select">
        <select
          value={value ?? ''}
          onChange={({ target }) => onChange(target.value === '' ? null : Number(target.value))}
        >
          <option value="">{none}</option>
          {sources.map(({ id, path }) => (
            <option key={id} value={id} title={path}>
              {lastName(path)}
            </option>
          ))}
        </select>
      </span>
    </label>
  );
}

function foldersOf(scope: DuplicateScope): [number | null, number | null] {
  if (scope.within === 'between') return scope.sources;
  return [scope.within === 'source' ? scope.source : null, null];
}

function scopeOf(one: number | null, other: number | null): DuplicateScope {
  if (one === null) return { within: 'library' };
  return other === null ? { within: 'source', source: one } : { within: 'between', sources: [one, other] };
}
