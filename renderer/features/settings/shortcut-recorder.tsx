import { type KeyboardEvent, useState } from 'react';
import type { DesktopState } from '../../../app/contracts/shell-messages.ts';
import { Button } from '../../components/button.tsx';
import { KeyCap } from '../../components/key-cap.tsx';
import { keyNames, recordedKeys } from '../../state/recorded-keys.ts';

interface ShortcutRecorderProps {
  readonly state: DesktopState;
  readonly onChange: (shortcut: string | null) => void;
}

const isMac = navigator.platform.startsWith('Mac');

/** Records the next combination of keys that is pressed; Escape leaves it as it was. */
export function ShortcutRecorder({ state: { shortcut, isShortcutTaken }, onChange }: ShortcutRecorderProps) {
  const [isRecording, setRecording] = useState(false);
  const onKeyDown = (event: KeyboardEvent) => {
    if (!isRecording) return;
    // Tab leads on, so that nobody is caught here.
    if (event.key === 'Tab') return setRecording(false);
    event.preventDefault();
    event.stopPropagation();
    if (event.key === 'Escape') return setRecording(false);
    const keys = recordedKeys(event.nativeEvent, isMac);
    if (keys === null) return;
    setRecording(false);
    onChange(keys);
  };
  return (
    <div className="shortcut-recorder">
      <p role="status">
        {isRecording ? 'Press the keys, with Ctrl, Alt or Cmd' : <Keys shortcut={shortcut} />}
      </p>
      {isShortcutTaken && !isRecording && (
        <p role="alert" className="shortcut-taken">
          Another program has these keys, so they do nothing here. Choose others.
        </p>
      )}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the keys come up from the button */}
      <div className="settings-actions" onKeyDownCapture={onKeyDown} onBlur={() => setRecording(false)}>
        <Button onPress={() => setRecording(!isRecording)}>
          {isRecording ? 'Cancel' : shortcut === null ? 'Set a shortcut' : 'Change it'}
        </Button>
        {shortcut !== null && !isRecording && (
          <Button kind="quiet" onPress={() => onChange(null)}>
            Take it away
          </Button>
        )}
      </div>
    </div>
  );
}

function Keys({ shortcut }: Pick<DesktopState, 'shortcut'>) {
  if (shortcut === null) return 'None';
  return (
    <>
      {keyNames(shortcut, isMac).map((name) => (
        <KeyCap key={name}>{name}</KeyCap>
      ))}
    </>
  );
}
