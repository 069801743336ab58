import { KeyCap } from '../../components/key-cap.tsx';
import { useServices } from '../../state/services.ts';
import { useStore } from '../../state/use-store.ts';
import { counted } from '../../state/wording.ts';
import './search-home.css';

/** An empty field over a filled library: what can be asked, and how. */
export function SearchHome() {
  const { status } = useStore(useServices().library);
  if (!status) return null;
  return (
    <div className="search-home">
      <p className="search-home-lead">
        Ask in your own words: a question, a half-remembered sentence, a topic. It need not use the words of
        the text.
      </p>
      <p>
        {counted(status.sentences, 'sentence')} in {counted(status.documents, 'document')} can be found.
      </p>
      <p>
        <KeyCap>↓</KeyCap> goes to the hits, <KeyCap>Enter</KeyCap> opens one, <KeyCap>Esc</KeyCap> leads
        back, <KeyCap>/</KeyCap> returns here.
      </p>
    </div>
  );
}
