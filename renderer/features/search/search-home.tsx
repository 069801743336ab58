import type { Source } from '../../../app/contracts/library.ts';
import { KeyCap } from '../../components/key-cap.tsx';
import { lastName } from '../../state/document-place.ts';
import { useServices } from '../../state/services.ts';
import { useStore } from '../../state/use-store.ts';
import { counted } from '../../state/wording.ts';
import { focusSearchField } from '../shell/use-search-shortcut.ts';
import { KeptLists } from './kept-lists.tsx';
import './search-home.css';

/** Each has its answer in the sample library, in other words. */
const SAMPLE_QUESTIONS = ['insomnia', 'stargazing', 'squeaky bike', 'practising a musical instrument'];

const isSample = ({ path }: Source) => lastName(path) === 'Semblance sample library';

/** An empty field over a filled library: what can be asked, and how. */
export function SearchHome() {
  const { library, search } = useServices();
  const { status } = useStore(library);
  if (!status) return null;
  return (
    <div className="search-home">
      <p className="search-home-lead">
        Ask in your own words: a question, a half-remembered sentence, a topic. It need not use the words of
        the text.
      </p>
      {status.sources.some(isSample) && (
        <ul className="search-home-questions" aria-label="Questions to try">
          {SAMPLE_QUESTIONS.map((question) => (
            <li key={question}>
              <button
                type="button"
                onClick={() => {
                  search.setQuery(question);
                  focusSearchField();
                }}
              >
                {question}
              </button>
            </li>
          ))}
        </ul>
      )}
      <KeptLists />
      <p>
        {counted(status.sentences, 'sentence')} in {counted(status.documents, 'document')} can be found.
      </p>
      <p>
        <KeyCap>↓</KeyCap> goes to the hits, <KeyCap>Enter</KeyCap> opens one, <KeyCap>Esc</KeyCap> leads
        back, <KeyCap>/</KeyCap> returns here; <KeyCap>F1</KeyCap> shows all keys.
      </p>
    </div>
  );
}
