import { resolve } from 'node:path';
import { Command } from 'commander';
import { DomainError } from '../../app/base/domain-error.ts';
import { MAX_QUERY_CHARACTERS, SimilarRequest } from '../../app/contracts/search.ts';
import { type CommonOptions, engineFor } from '../engine-access.ts';
import { printResponse } from '../output/hits.ts';
import { parseRequest } from '../parse-request.ts';
import { limitOption, tooLong } from './search.ts';

interface SimilarOptions extends CommonOptions {
  readonly text?: string;
  readonly document?: string;
  readonly limit: number;
  readonly path?: string;
}

/** `semblance similar (--text T | --document PATH[#passage])` */
export function similarCommand(): Command {
  return new Command('similar')
    .description('find what resembles a text or a document')
    .option('--text <text>', 'the text')
    .option('--document <path#passage>', 'a document of the library, or one of its passages, counted from 0')
    .addOption(limitOption())
    .option('--path <glob>', 'only documents whose path matches')
    .action(async (options: SimilarOptions) => {
      const request = parseRequest(SimilarRequest, {
        ...target(options),
        limit: options.limit,
        path: options.path,
      });
      await using engine = await engineFor(options, 'read');
      printResponse(await engine.similar(request), options.json === true);
    });
}

function target({ text, document }: SimilarOptions): Partial<SimilarRequest> {
  if ((text === undefined) === (document === undefined)) {
    throw new DomainError('query.one-of', {
      message: 'similar needs either --text or --document.',
      nextStep: 'Give one of the two.',
    });
  }
  if (text !== undefined) {
    if (text.length > MAX_QUERY_CHARACTERS) throw tooLong();
    return { text };
  }
  const [, path, passage] = /^(.*?)(?:#(\d{1,9}))?$/s.exec(document as string) ?? [];
  return {
    document: resolve(path as string),
    ...(passage === undefined ? {} : { passageOrdinal: Number(passage) }),
  };
}
