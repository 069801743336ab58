import type { DuplicateMember } from '../../../app/contracts/duplicates.ts';
import type { Source } from '../../../app/contracts/library.ts';
import { placeOf } from '../../state/document-place.ts';

type NamedMember = Pick<DuplicateMember, 'documentId' | 'document' | 'title'>;

/** The documents by their titles; those that have the same title, by their places. */
export function namesByDocument(
  members: readonly NamedMember[],
  sources: readonly Pick<Source, 'path'>[],
): Map<number, string> {
  const documents = [...new Map(members.map((member) => [member.documentId, member])).values()];
  const bearers = Map.groupBy(documents, (document) => titleOf(document, sources));
  return new Map(
    documents.map((document) => {
      const title = titleOf(document, sources);
      const isUnique = bearers.get(title)?.length === 1;
      return [document.documentId, isUnique ? title : shortPlace(document, sources)];
    }),
  );
}

export function titleOf({ document, title }: NamedMember, sources: readonly Pick<Source, 'path'>[]): string {
  return title ?? placeOf(document, sources).file;
}

function shortPlace({ document }: NamedMember, sources: readonly Pick<Source, 'path'>[]): string {
  const { folders, file } = placeOf(document, sources);
  return [...folders, file].join('/');
}
