import { Radio, RadioGroup } from 'react-aria-components';
import type { SearchMode } from '../../../app/contracts/search.ts';
import { useServices } from '../../state/services.ts';
import { useStore } from '../../state/use-store.ts';
import './mode-switch.css';

const MODES: readonly { mode: SearchMode; name: string }[] = [
  { mode: 'hybrid', name: 'Meaning and words' },
  { mode: 'meaning', name: 'Meaning' },
  { mode: 'words', name: 'Words' },
];

export function ModeSwitch() {
  const { search } = useServices();
  const { mode } = useStore(search.state);
  return (
    <RadioGroup
      className="mode-switch"
      aria-label="Search by"
      orientation="horizontal"
      value={mode}
      onChange={(value) => search.setMode(value as SearchMode)}
    >
      {MODES.map(({ mode, name }) => (
        <Radio key={mode} value={mode} className="mode-switch-choice">
          {name}
        </Radio>
      ))}
    </RadioGroup>
  );
}
