import type { ReactNode } from 'react';
import { useSyncExternalStore } from 'react';
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components';
import type { LibraryStatus } from '../../../app/contracts/library.ts';
import { useServices } from '../../state/services.ts';
import { readSection, SECTIONS, type Section, settingsAddress } from '../../state/settings-address.ts';
import { useStore } from '../../state/use-store.ts';
import { AppearanceSection } from './appearance-section.tsx';
import { DesktopSection } from './desktop-section.tsx';
import { DeviceSection } from './device-section.tsx';
import { FoldersSection } from './folders-section.tsx';
import { KeyboardSection } from './keyboard-section.tsx';
import { ModelSection } from './model-section.tsx';
import { PrivacySection } from './privacy-section.tsx';
import './settings-view.css';
import { StartOverSection } from './start-over-section.tsx';

const SECTION_NAMES: Record<Section, string> = {
  model: 'Model',
  device: 'Device',
  folders: 'Folders and rules',
  appearance: 'Appearance',
  keyboard: 'Keyboard',
  desktop: 'Desktop',
  privacy: 'Privacy',
  'start-over': 'Start over',
};

const SECTION_COMPONENTS: Record<Section, (props: { readonly status: LibraryStatus }) => ReactNode> = {
  model: ModelSection,
  device: DeviceSection,
  folders: FoldersSection,
  appearance: AppearanceSection,
  keyboard: KeyboardSection,
  desktop: DesktopSection,
  privacy: PrivacySection,
  'start-over': StartOverSection,
};

/** What can be set, one section at a time. */
export function SettingsView() {
  const { library, desktop } = useServices();
  const { status } = useStore(library);
  const named = useSyncExternalStore(onAddressChange, sectionNow);
  // What belongs to the desktop app is not there in a browser.
  const sections = SECTIONS.filter((id) => id !== 'desktop' || desktop !== null);
  const section = sections.includes(named) ? named : sections[0]!;
  if (!status) return null;
  const CurrentSection = SECTION_COMPONENTS[section];
  return (
    <Tabs
      className="settings"
      orientation="vertical"
      keyboardActivation="manual"
      selectedKey={section}
      // A step through the sections leaves no trail for Back.
      onSelectionChange={(key) => location.replace(settingsAddress(key as Section))}
    >
      <div className="settings-side">
        <h1>Settings</h1>
        <TabList className="settings-sections" aria-label="Settings">
          {sections.map((id) => (
            <Tab key={id} id={id} className="settings-section-name">
              {SECTION_NAMES[id]}
            </Tab>
          ))}
        </TabList>
      </div>
      <TabPanel key={section} id={section} className="settings-panel">
        <div className="settings-page">
          <h2 className="settings-title">{SECTION_NAMES[section]}</h2>
          <CurrentSection status={status} />
        </div>
      </TabPanel>
    </Tabs>
  );
}

function onAddressChange(listener: () => void): () => void {
  window.addEventListener('hashchange', listener);
  return () => window.removeEventListener('hashchange', listener);
}

const sectionNow = () => readSection(location.hash);
