import type { DocumentsRequest } from '../../../app/contracts/library.ts';
import type { DocumentList } from '../../state/document-list.ts';
import { useStore } from '../../state/use-store.ts';

type Sort = DocumentsRequest['sort'];

/** What a first press on a column asks for: names from A on, the newest and the longest first. */
const COLUMNS: readonly { sort: Sort; name: string; descending: boolean }[] = [
  { sort: 'name', name: 'Name', descending: false },
  { sort: 'passages', name: 'Passages', descending: true },
  { sort: 'modified', name: 'Changed', descending: true },
];

/** The heads of the columns, which sort. */
export function DocumentColumns({ list }: { readonly list: DocumentList }) {
  const { question } = useStore(list.state);
  return (
    // biome-ignore lint/a11y: the head of a grid whose rows take the focus; its buttons are reached by Tab
    <div className="document-columns" role="row" aria-rowindex={1}>
      {COLUMNS.map(({ sort, name, descending }) => {
        const isSorted = question.sort === sort;
        const direction = question.descending ? 'descending' : 'ascending';
        return (
          // biome-ignore lint/a11y: as above
          <div key={sort} role="columnheader" aria-sort={isSorted ? direction : 'none'}>
            <button
              type="button"
              onClick={() => list.ask({ sort, descending: isSorted ? !question.descending : descending })}
            >
              {name}
              <span className="document-sort" aria-hidden="true">
                {isSorted ? (question.descending ? '↓' : '↑') : ''}
              </span>
            </button>
          </div>
        );
      })}
    </div>
  );
}
