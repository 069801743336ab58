import { useServices } from '../../state/services.ts';
import { useStore } from '../../state/use-store.ts';
import './example-chips.css';

const WORDS = { more: 'More like', less: 'Less like' } as const;
const SIGNS = { more: '+', less: '−' } as const;

/** Passages that turn the search, each to be taken back. */
export function ExampleChips() {
  const { search } = useServices();
  const { examples } = useStore(search.state);
  if (examples.length === 0) return null;
  return (
    <ul className="example-chips" aria-label="Examples">
      {examples.map((example) => (
        <li key={example.passageId} className="example-chip" data-wanted={example.wanted}>
          <span aria-hidden="true">{SIGNS[example.wanted]}</span>
          <span className="example-chip-name">
            {WORDS[example.wanted]} “{example.name}”
          </span>
          <button
            type="button"
            aria-label={`Take back: ${WORDS[example.wanted].toLowerCase()} ${example.name}`}
            onClick={() => search.steer(example)}
          >
            ×
          </button>
        </li>
      ))}
    </ul>
  );
}
