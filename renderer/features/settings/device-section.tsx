import { Radio, RadioGroup } from 'react-aria-components';
import type { DeviceChoice, DeviceStatus, Rung } from '../../../app/contracts/device.ts';
import type { LibraryStatus } from '../../../app/contracts/library.ts';
import { Button } from '../../components/button.tsx';
import { ProgressLine } from '../../components/progress-line.tsx';
import { Trouble } from '../../components/trouble.tsx';
import { asSentence, formatDate } from '../../state/wording.ts';
import './device-section.css';
import { deviceName, inUseInWords, measuredInWords, STAGE_WORDS, STATE_WORDS } from './device-wording.ts';
import { useDevices } from './use-devices.ts';

/** What encodes texts: the choice, what each device can do here, and a test of it. */
export function DeviceSection({ status }: { readonly status: LibraryStatus }) {
  const devices = useDevices(status);
  const { status: known, error, testing, choosing } = devices;
  const isBusy = testing !== null || choosing !== null;
  return (
    <>
      <p className="settings-lead">
        Documents and searches are turned into numbers by the CPU, or by a graphics processor where that is
        faster. A device is only used when its results agree with those of the CPU.
      </p>
      {known && <p className="settings-note">{inUseInWords(known)}</p>}
      {error && <Trouble error={error} />}
      {!known && !error && (
        <p className="settings-note" role="status">
          One moment…
        </p>
      )}
      {isBusy && known && <DeviceWork devices={devices} known={known} />}
      {known && (
        <RadioGroup
          className="devices"
          aria-label="Device"
          value={choosing ?? known.choice}
          isReadOnly={isBusy || !status.writable}
          onChange={(choice) => devices.choose(choice as DeviceChoice)}
        >
          <AutomaticItem />
          {known.rungs.map((rung) => (
            <DeviceItem key={rung.provider} rung={rung} devices={devices} isBusy={isBusy} />
          ))}
        </RadioGroup>
      )}
      {known && (
        <div className="settings-actions">
          <Button isDisabled={isBusy} onPress={() => devices.test()}>
            Test all devices now
          </Button>
          <p className="settings-small">
            Takes seconds, with a large model minutes. Indexing waits meanwhile, so that the speeds can be
            compared.
          </p>
        </div>
      )}
      {known && (
        <p className="settings-small">
          Model {known.model.name}, run by onnxruntime {known.onnxruntime}. What was found out about a device
          holds for this model on this machine.
        </p>
      )}
    </>
  );
}

type Devices = ReturnType<typeof useDevices>;

function DeviceWork({ devices, known }: { readonly devices: Devices; readonly known: DeviceStatus }) {
  const { testing, choosing } = devices;
  const words = testing
    ? testing.provider
      ? `Testing ${deviceName(known, testing.provider)}${testing.stage ? `: ${STAGE_WORDS[testing.stage]}` : ''}…`
      : 'Testing…'
    : choosing === 'auto' || choosing === 'cpu'
      ? 'Changing…'
      : 'Trying the device, which takes a moment the first time…';
  return (
    <div className="device-work">
      <p role="status">{words}</p>
      <ProgressLine label={words} share={null} />
    </div>
  );
}

function AutomaticItem() {
  return (
    <div className="device">
      <Radio value="auto" className="device-choice">
        <span className="device-radio" aria-hidden="true" />
        Automatic
      </Radio>
      <div className="device-facts">
        <p>
          Begins on the CPU. When there is much to read, a faster device that has proven itself takes over;
          one that fails hands back to the CPU.
        </p>
      </div>
    </div>
  );
}

interface DeviceItemProps {
  readonly rung: Rung;
  readonly devices: Devices;
  readonly isBusy: boolean;
}

function DeviceItem({ rung, devices, isBusy }: DeviceItemProps) {
  const { provider, name, state, error, testedAt } = rung;
  const canTest = provider !== 'cpu' && state !== 'absent';
  return (
    <div className="device" data-state={state}>
      <Radio value={provider} className="device-choice" isDisabled={state === 'absent'}>
        <span className="device-radio" aria-hidden="true" />
        {name}
      </Radio>
      <div className="device-facts">
        <p className="device-state">
          {provider === 'cpu' ? 'Always there, and what the others are held against' : STATE_WORDS[state]}
          {testedAt !== null && `, tested on ${formatDate(testedAt)}`}
        </p>
        {measuredInWords(rung).map((line) => (
          <p key={line}>{line}</p>
        ))}
        {error && (
          <div className="device-reason">
            <p>{asSentence(error.message)}</p>
            {state !== 'absent' && <p>{asSentence(error.nextStep)}</p>}
          </div>
        )}
      </div>
      {canTest && (
        <Button
          kind="quiet"
          isDisabled={isBusy}
          aria-label={`Test now: ${name}`}
          onPress={() => devices.test(provider)}
        >
          Test now
        </Button>
      )}
    </div>
  );
}
