import { KeyList } from '../../components/key-list.tsx';
import { SHORTCUTS } from '../shell/shortcuts.ts';
import './keyboard-section.css';

/** All keys there are, by where they hold. */
export function KeyboardSection() {
  return (
    <>
      <p className="settings-lead">
        Everything can be done without a mouse. Tab leads through what there is.
      </p>
      {SHORTCUTS.map(({ place, keys }) => (
        <section key={place} className="settings-part" aria-label={place}>
          <h3>{place}</h3>
          <KeyList keys={keys} className="keys" />
        </section>
      ))}
    </>
  );
}
