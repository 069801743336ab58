import { Command } from 'commander';
import { keepNewFilesPrivate } from '../../app/base/private-files.ts';
import { childProcessSpawner } from '../../app/host/child-process-port.ts';
import { type CommonOptions, libraryFolder, stderrLogger } from '../engine-access.ts';
import type { HubAccess } from '../model-hub/hub-repository.ts';
import { pullModel } from '../model-hub/pull-model.ts';
import { printJson } from '../output/print.ts';
import { ProgressLine } from '../output/progress-line.ts';
import { firstBidirectionalOption, pooledStatesOption, poolingOption } from './model-convert.ts';

const HUB = 'https://huggingface.co';

interface PullFlags {
  readonly revision: string;
  readonly firstBidirectional: number | 'auto';
  readonly pooling: 'mean' | 'last';
  readonly pooledStates: 'residual' | 'normed';
}

/** `semblance model pull <hub-id>`: the one command that reaches into the network, and only when it is typed. */
export function pullCommand(): Command {
  return new Command('pull')
    .description(
      'bring a model from the Hugging Face hub into the library, converted where need be (HF_TOKEN, HF_ENDPOINT)',
    )
    .argument('<hub-id>', 'owner/name')
    .option('--revision <name>', 'branch, tag or commit', 'main')
    .addOption(firstBidirectionalOption())
    .addOption(poolingOption())
    .addOption(pooledStatesOption())
    .action(async (id: string, flags: PullFlags, command: Command) => {
      keepNewFilesPrivate();
      const { revision, firstBidirectional: firstBidirectionalLayer, pooling, pooledStates } = flags;
      const options = {
        libraryDir: libraryFolder(command.optsWithGlobals<CommonOptions>()),
        spawn: childProcessSpawner(stderrLogger),
        logger: stderrLogger,
      };
      let shown: string | null = null;
      using _progress = new ProgressLine(() => shown);
      const { HubRepository } = await import('../model-hub/hub-repository.ts');
      const repository = await HubRepository.open(id, revision, hubAccess());
      const choices = { firstBidirectionalLayer, pooling, pooledStates };
      const pulled = await pullModel(repository, choices, options, ({ doneBytes, totalBytes }) => {
        const isAllThere = doneBytes >= totalBytes;
        shown = isAllThere ? 'preparing it' : `${megabytes(doneBytes)} of ${megabytes(totalBytes)} MB`;
      });
      const { card, name, dir, width, maxTokens } = pulled;
      printJson(card ?? { id: pulled.id, name, dir, width, maxTokens });
    });
}

/** By the variables that every tool for this hub knows. */
function hubAccess(): HubAccess {
  const { HF_ENDPOINT, HF_TOKEN } = process.env;
  return { hubUrl: HF_ENDPOINT || HUB, ...(HF_TOKEN ? { accessToken: HF_TOKEN } : {}) };
}

function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(1);
}
