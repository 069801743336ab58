import { describe, expect, it } from 'vitest';
import type { TransferredPort } from '../../app/base/transferred-port.ts';
import type { FromEngine } from './messages.ts';
import { RequestedChildren } from './requested-children.ts';

function requestedChildren() {
  const told: FromEngine[] = [];
  return { told, children: new RequestedChildren((message) => told.push(message)) };
}

/** A port that keeps what is posted to it. */
function recordingPort(posted: unknown[]): TransferredPort {
  return { on: () => {}, start: () => {}, postMessage: (message) => posted.push(message) };
}

describe('children asked of the shell', () => {
  it('are asked for and killed by id', () => {
    const { told, children } = requestedChildren();
    children.spawn('encoder');
    children.spawn('parser').kill();
    expect(told).toEqual([
      { kind: 'spawn', id: 1, entry: 'encoder' },
      { kind: 'spawn', id: 2, entry: 'parser' },
      { kind: 'kill', id: 2 },
    ]);
  });

  it('get what was posted before their port came', async () => {
    const { children } = requestedChildren();
    const posted: unknown[] = [];
    children.spawn('encoder').post('open');
    children.arrived(1, recordingPort(posted));
    await expect.poll(() => posted).toEqual(['open']);
  });

  it('end with the reason that the shell gives', async () => {
    const { children } = requestedChildren();
    const child = children.spawn('parser');
    const reason = new Promise((resolve) => child.onClose(resolve));
    children.ended(1, 'exit code 9');
    expect(await reason).toBe('exit code 9');
  });
});
