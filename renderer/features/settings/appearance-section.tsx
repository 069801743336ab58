import type { ReactNode } from 'react';
import { ChoicePill, ChoicePills } from '../../components/choice-pills.tsx';
import type { AppearanceChoice } from '../../state/appearance.ts';
import { useServices } from '../../state/services.ts';
import { useStore } from '../../state/use-store.ts';
import './appearance-section.css';

interface Part<Key extends keyof AppearanceChoice> {
  readonly key: Key;
  readonly name: string;
  readonly note: string;
  readonly values: readonly { readonly value: AppearanceChoice[Key]; readonly label: string }[];
}

const COLOURS: Part<'colours'> = {
  key: 'colours',
  name: 'Colours',
  note: 'As the system has them, or always the same.',
  values: [
    { value: 'system', label: 'As the system' },
    { value: 'light', label: 'Light' },
    { value: 'dark', label: 'Dark' },
  ],
};
const CONTRAST: Part<'contrast'> = {
  key: 'contrast',
  name: 'Contrast',
  note: 'High contrast has black and white, thicker lines and a wider frame around what has the focus.',
  values: [
    { value: 'system', label: 'As the system' },
    { value: 'more', label: 'High' },
  ],
};
const TEXT: Part<'text'> = {
  key: 'text',
  name: 'Text size',
  note: 'Everything grows with the text.',
  values: [
    { value: 'comfortable', label: 'Comfortable' },
    { value: 'larger', label: 'Larger' },
  ],
};

/** How the window looks; every choice shows at once. */
export function AppearanceSection() {
  return (
    <>
      <div className="settings-part">
        <Choice part={COLOURS} />
        <Choice part={CONTRAST} />
        <Choice part={TEXT} />
      </div>
      <section className="settings-part" aria-labelledby="specimen-title">
        <h3 id="specimen-title">How it looks</h3>
        <Specimen />
      </section>
      <p className="settings-note">
        Movement follows your system: where it asks for less, nothing slides or pulses here. These choices are
        kept in this window’s storage on this machine.
      </p>
    </>
  );
}

function Choice<Key extends keyof AppearanceChoice>({ part }: { readonly part: Part<Key> }): ReactNode {
  const { appearance } = useServices();
  const choice = useStore(appearance.choice);
  return (
    <div className="appearance-choice">
      <div>
        <h3>{part.name}</h3>
        <p className="settings-small">{part.note}</p>
      </div>
      <ChoicePills
        label={part.name}
        value={choice[part.key]}
        onChange={(value) => appearance.choose({ [part.key]: value })}
      >
        {part.values.map(({ value, label }) => (
          <ChoicePill key={value} value={value}>
            {label}
          </ChoicePill>
        ))}
      </ChoicePills>
    </div>
  );
}

function Specimen() {
  return (
    <figure className="specimen">
      <p className="specimen-place">Letters / 1911 / The lighthouse</p>
      <p className="specimen-text">
        In March the ice went out with a sound like carts on cobbles.{' '}
        <mark>The keeper kept bees behind the tower, and sold the honey in the village.</mark> Nobody wrote
        down how many hives there were.
      </p>
    </figure>
  );
}
