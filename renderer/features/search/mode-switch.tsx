import type { SearchMode } from '../../../app/contracts/search.ts';
import { ChoicePill, ChoicePills } from '../../components/choice-pills.tsx';
import { useServices } from '../../state/services.ts';
import { useStore } from '../../state/use-store.ts';

const MODES: readonly { mode: SearchMode; name: string }[] = [
  { mode: 'hybrid', name: 'Meaning and words' },
  { mode: 'meaning', name: 'Meaning' },
  { mode: 'words', name: 'Words' },
];

export function ModeSwitch() {
  const { search } = useServices();
  const { mode } = useStore(search.state);
  return (
    <ChoicePills label="Search by" value={mode} onChange={search.setMode}>
      {MODES.map(({ mode, name }) => (
        <ChoicePill key={mode} value={mode}>
          {name}
        </ChoicePill>
      ))}
    </ChoicePills>
  );
}
