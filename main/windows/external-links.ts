import { shell } from 'electron/common';
import { BrowserWindow, dialog, type WebContents } from 'electron/main';
import { logError } from '../log-error.ts';
import { externalAddress } from './external-address.ts';

const OPEN = 0;
const CANCEL = 1;

/** Leads to the system's browser, after the user has seen where; one question at a time. */
export class ExternalLinks {
  #isAsking = false;

  readonly offer = (address: string, from: WebContents): void => {
    const url = externalAddress(address);
    const window = BrowserWindow.fromWebContents(from);
    if (!url || !window || this.#isAsking) return;
    this.#isAsking = true;
    void this.#ask(url, window)
      .catch((error) => logError('link.not-opened', { error: String(error) }))
      .finally(() => {
        this.#isAsking = false;
      });
  };

  async #ask({ host, href }: URL, window: BrowserWindow): Promise<void> {
    const { response } = await dialog.showMessageBox(window, {
      type: 'question',
      message: `Open ${host} in your browser?`,
      detail: href,
      buttons: ['Open', 'Cancel'],
      defaultId: CANCEL,
      cancelId: CANCEL,
    });
    if (response === OPEN) await shell.openExternal(href);
  }
}
