import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Arch, LinuxPackager, MacPackager, Packager, Platform, WinPackager } from 'electron-builder';

const PACKAGERS = { linux: LinuxPackager, mac: MacPackager, windows: WinPackager };

export interface PackTarget {
  readonly platform: keyof typeof PACKAGERS;
  readonly arch: 'x64' | 'arm64';
}

/**
 * Packs everything of Semblance that goes into an installer, and nothing of Electron: the archive, what is unpacked
 * beside it, and the resources. electron-builder does it all, by electron-builder.yml; only its steps that work on
 * Electron's own files are left out, so that no binary has to be downloaded.
 * @param outDir  where electron-builder makes its folder for the platform.
 * @returns the folder that a running app knows as `process.resourcesPath`.
 */
export async function packFiles(
  root: string,
  { platform, arch }: PackTarget,
  outDir: string,
): Promise<string> {
  let resources = '';
  const packager = new Packager({
    projectDir: root,
    targets: Platform.fromString(platform).createTarget('dir', Arch[arch]),
    config: {
      extends: join(root, 'electron-builder.yml'),
      directories: { output: outDir },
      // For tests that look at the files of other platforms.
      beforePack: null,
      // There is no binary to set them in or to sign.
      electronFuses: null,
      mac: { identity: null },
      win: { signAndEditExecutable: false },
    },
    platformPackagerFactory: (info) => {
      leaveOutElectron(info);
      return new PACKAGERS[platform](info);
    },
  });
  packager.onAfterPack(({ packager, appOutDir }) => {
    resources = packager.getResourcesDir(appOutDir);
  });
  await packager.build();
  return resources;
}

function leaveOutElectron({ framework }: Packager): void {
  framework.prepareApplicationStageDirectory = async ({ appOutDir }) => {
    await rm(appOutDir, { recursive: true, force: true });
    await mkdir(appOutDir, { recursive: true });
  };
  framework.beforeCopyExtraFiles = async ({ packager, appOutDir }) => {
    if (!(packager instanceof MacPackager)) return;
    // Electron's bundle gets the app's name, as it would together with Electron's files.
    await rename(
      join(appOutDir, framework.distMacOsAppName),
      join(appOutDir, `${packager.appInfo.productFilename}.app`),
    );
  };
}
