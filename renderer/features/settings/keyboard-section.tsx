import { KeyCap } from '../../components/key-cap.tsx';
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
          <dl className="keys">
            {keys.map(([caps, what]) => (
              <div key={what}>
                <dt>
                  {caps.map((cap) => (
                    <KeyCap key={cap}>{cap}</KeyCap>
                  ))}
                </dt>
                <dd>{what}</dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
    </>
  );
}
