import { type AfterPackContext, Arch } from 'electron-builder';

/**
 * Hook of electron-builder: an installer is made on a machine of its own platform and architecture. hnswlib-node was
 * compiled for this machine; anywhere else it would not load, and exact search would take its place unnoticed.
 */
export function beforePack({
  electronPlatformName,
  arch,
}: Pick<AfterPackContext, 'electronPlatformName' | 'arch'>): void {
  const target = `${electronPlatformName}-${Arch[arch]}`;
  const machine = `${process.platform}-${process.arch}`;
  if (target !== machine) throw new Error(`An installer for ${target} cannot be made on ${machine}.`);
}
