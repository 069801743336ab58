import { Arch } from 'electron-builder';
import { describe, expect, it } from 'vitest';
import { beforePack } from './same-machine.ts';

const HERE = {
  electronPlatformName: process.platform,
  arch: process.arch === 'arm64' ? Arch.arm64 : Arch.x64,
};

describe('an installer', () => {
  it('is made for the platform of this machine', () => {
    expect(() => beforePack(HERE)).not.toThrow();
  });

  it('is not made for another platform or architecture', () => {
    const otherPlatform = process.platform === 'win32' ? 'linux' : 'win32';
    const otherArch = HERE.arch === Arch.arm64 ? Arch.x64 : Arch.arm64;
    expect(() => beforePack({ ...HERE, electronPlatformName: otherPlatform })).toThrow('cannot be made');
    expect(() => beforePack({ ...HERE, arch: otherArch })).toThrow('cannot be made');
  });
});
