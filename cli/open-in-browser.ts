import open from 'open';

/** Opens an address in the default browser. Where there is none, the printed address is what remains. */
export async function openInBrowser(url: string): Promise<void> {
  if (process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) return;
  await open(url).catch(() => {
    process.stderr.write('No browser could be opened; open the address above yourself.\n');
  });
}
