import { Command } from 'commander';
import { DomainError } from '../../app/base/domain-error.ts';
import type { IndexProgress } from '../../app/contracts/library.ts';
import type { Engine } from '../../app/engine/engine.ts';
import { deviceOption } from '../device-option.ts';
import { type CommonOptions, engineFor, libraryFolder } from '../engine-access.ts';
import { asName, printJson, printLine } from '../output/print.ts';
import { ProgressLine } from '../output/progress-line.ts';
import { switchText } from '../output/switch-text.ts';
import { troubleInWords } from '../output/trouble.ts';
import { sourceFolders } from '../paths.ts';

const MOST_SKIPPED_SHOWN = 20;

interface IndexOptions extends CommonOptions {
  readonly retryFailed?: boolean;
}

/** `semblance index <folder…> [--retry-failed]`: adds folders to the library and brings it up to date with them. */
export function indexCommand(): Command {
  return new Command('index')
    .description('index folders of documents')
    .argument('[folder...]', 'folders to add and index')
    .option('--retry-failed', 'index all folders of the library, and read the files again that failed before')
    .addOption(deviceOption())
    .action(async (folders: string[], options: IndexOptions) => {
      const { retryFailed = false } = options;
      if (folders.length === 0 && !retryFailed) throw noFolder();
      const paths = await sourceFolders(folders, libraryFolder(options));
      await using engine = await engineFor(options, 'write');
      const stop = new AbortController();
      process.once('SIGINT', () => stop.abort());
      using _progress = new ProgressLine(() => progressOf(engine));
      const report = await engine.index(paths, stop.signal, { retryFailed });
      if (options.json) return printJson(report);
      const { documents, passages, sentences, skipped, seconds, tokensPerSecond } = report;
      printLine(`${documents} documents, ${passages} passages, ${sentences} sentences`);
      printLine(`${seconds.toFixed(1)} s, ${tokensPerSecond} tokens/s on ${report.provider}`);
      for (const { path, ...trouble } of skipped.slice(0, MOST_SKIPPED_SHOWN)) {
        printLine(`left out: ${asName(path)}\n  ${troubleInWords(trouble)}`);
      }
      if (skipped.length > MOST_SKIPPED_SHOWN)
        printLine(`… and ${skipped.length - MOST_SKIPPED_SHOWN} more left out`);
    });
}

function progressOf({ models, progress }: Engine): string | null {
  if (models.switch) return switchText(models.switch);
  return progress && progressText(progress);
}

function progressText(progress: IndexProgress): string {
  if (progress.phase === 'scanning') return 'scanning…';
  const { filesDone, filesTotal, sentencesDone, tokensPerSecond, etaSeconds } = progress;
  const eta = etaSeconds === null ? '' : `, ${etaSeconds} s left`;
  return `${filesDone}/${filesTotal} files, ${sentencesDone} sentences, ${tokensPerSecond} tokens/s${eta}`;
}

function noFolder(): DomainError {
  return new DomainError('input.no-folder', {
    message: 'No folder to index was given.',
    nextStep: 'Name one, or use --retry-failed to go through the folders of the library again.',
  });
}
