import { Button } from '../../components/button.tsx';
import { ChoicePill, ChoicePills } from '../../components/choice-pills.tsx';
import { Trouble } from '../../components/trouble.tsx';
import './desktop-section.css';
import { ShortcutRecorder } from './shortcut-recorder.tsx';
import { useDesktop } from './use-desktop.ts';

/** How the app stands in the desktop: its libraries, a shortcut from anywhere, the tray. */
export function DesktopSection() {
  const { state, action, change, openLibrary } = useDesktop();
  if (!state) return action.error && <Trouble error={action.error} />;
  return (
    <>
      <section className="settings-part" aria-labelledby="libraries-title">
        <h3 id="libraries-title">Libraries</h3>
        <p className="settings-note">
          Each is a folder of its own, with its own folders, model and settings. Another one opens in place of
          this one, and is the one that opens the next time.
        </p>
        <ul className="desktop-libraries">
          {state.libraries.map(({ dir, isOpen }) => (
            <li key={dir}>
              <span className="settings-path">{dir}</span>
              {isOpen ? (
                <span className="settings-small">open here</span>
              ) : (
                <Button kind="quiet" aria-label={`Open ${dir}`} onPress={() => void openLibrary(dir)}>
                  Open
                </Button>
              )}
            </li>
          ))}
        </ul>
        <div className="settings-actions">
          <Button onPress={() => void openLibrary(null)}>Open another library…</Button>
        </div>
      </section>
      <section className="settings-part" aria-labelledby="shortcut-title">
        <h3 id="shortcut-title">Shortcut from anywhere</h3>
        <p className="settings-note">
          Brings this window forward, ready to search, whatever program is in front. There is none until you
          set one.
        </p>
        <ShortcutRecorder state={state} onChange={(shortcut) => void change({ shortcut })} />
      </section>
      <section className="settings-part" aria-labelledby="tray-title">
        <h3 id="tray-title">System tray</h3>
        <p className="settings-note">
          With a sign in the tray, closing the window leaves Semblance running: folders are followed, and the
          shortcut works.
        </p>
        <ChoicePills
          label="System tray"
          value={state.hasTray ? 'shown' : 'none'}
          onChange={(value) => void change({ hasTray: value === 'shown' })}
        >
          <ChoicePill value="none">No sign</ChoicePill>
          <ChoicePill value="shown">Sign in the tray</ChoicePill>
        </ChoicePills>
      </section>
      {action.error && <Trouble error={action.error} />}
    </>
  );
}
