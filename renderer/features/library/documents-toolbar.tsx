import { useEffect, useState } from 'react';
import type { DocumentStatus, LibraryStatus, Source } from '../../../app/contracts/library.ts';
import { ChoicePill, ChoicePills } from '../../components/choice-pills.tsx';
import type { DocumentList, DocumentQuestion } from '../../state/document-list.ts';
import { lastName } from '../../state/document-place.ts';
import { useStore } from '../../state/use-store.ts';
import { counted, formatCount } from '../../state/wording.ts';
import { STATUS_WORDS } from './document-wording.ts';

const FILTER_PAUSE_MS = 120;
const ALL = 'all';
const CHOICES = Object.entries(STATUS_WORDS) as [DocumentStatus, string][];

interface DocumentsToolbarProps {
  readonly list: DocumentList;
  readonly status: LibraryStatus;
}

/** Which documents are listed: by words of their name and path, by status, by folder. */
export function DocumentsToolbar({ list, status }: DocumentsToolbarProps) {
  const { question, total } = useStore(list.state);
  return (
    <search className="documents-toolbar">
      <FilterField list={list} />
      <ChoicePills<DocumentStatus | typeof ALL>
        label="Status"
        value={question.status ?? ALL}
        onChange={(value) => list.ask({ status: value === ALL ? undefined : value })}
      >
        <ChoicePill value={ALL}>All</ChoicePill>
        {CHOICES.map(([value, name]) => (
          <ChoicePill key={value} value={value}>
            {name}
          </ChoicePill>
        ))}
      </ChoicePills>
      {status.sources.length > 1 && (
        <FolderChoice
          sources={status.sources}
          value={question.source}
          onChange={(source) => list.ask({ source })}
        />
      )}
      <p className="documents-total" role="status">
        {total !== null && totalInWords(total, question, status)}
      </p>
    </search>
  );
}

/** Where all is listed, with how it divides, so that it agrees with every other number. */
function totalInWords(
  total: number,
  { filter, status, source }: DocumentQuestion,
  { documents }: LibraryStatus,
): string {
  const files = counted(total, 'file');
  const isAll = filter === '' && status === undefined && source === undefined;
  return isAll && total > documents
    ? `${files}: ${formatCount(documents)} read, ${formatCount(total - documents)} not`
    : files;
}

function FilterField({ list }: { readonly list: DocumentList }) {
  const [text, setText] = useState('');
  useEffect(() => {
    if (text === list.state.get().question.filter) return;
    const timer = setTimeout(() => list.ask({ filter: text }), FILTER_PAUSE_MS);
    return () => clearTimeout(timer);
  }, [list, text]);
  return (
    <input
      className="documents-filter"
      type="text"
      aria-label="Filter by name or path"
      placeholder="Filter by name or path"
      maxLength={500}
      autoComplete="off"
      spellCheck={false}
      value={text}
      onChange={({ target }) => setText(target.value)}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || text === '') return;
        event.preventDefault();
        setText('');
      }}
    />
  );
}

interface FolderChoiceProps {
  readonly sources: readonly Source[];
  readonly value: number | undefined;
  readonly onChange: (source: number | undefined) => void;
}

function FolderChoice({ sources, value, onChange }: FolderChoiceProps) {
  return (
    <label className="documents-folder">
      In
      <select
        value={value ?? ''}
        onChange={({ target }) => onChange(target.value === '' ? undefined : Number(target.value))}
      >
        <option value="">all folders</option>
        {sources.map(({ id, path }) => (
          <option key={id} value={id} title={path}>
            {lastName(path)}
          </option>
        ))}
      </select>
    </label>
  );
}
