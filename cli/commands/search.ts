import { Command, InvalidArgumentError, Option } from 'commander';
import { DomainError } from '../../app/base/domain-error.ts';
import { MAX_QUERY_CHARACTERS, SearchMode, SearchRequest } from '../../app/contracts/search.ts';
import { type CommonOptions, engineFor } from '../engine-access.ts';
import { printResponse } from '../output/hits.ts';
import { parseRequest } from '../parse-request.ts';

interface SearchOptions extends CommonOptions {
  readonly limit: number;
  readonly mode: SearchMode;
  readonly path?: string;
}

/** `semblance search <query>` */
export function searchCommand(): Command {
  return new Command('search')
    .description('search by meaning and words')
    .argument(
      '<query>',
      'what to look for; "exact", -word, path:, type:, tag:, after:, before:, in: work inside',
    )
    .addOption(limitOption())
    .addOption(
      new Option('--mode <mode>', 'which stages answer').choices(SearchMode.options).default('hybrid'),
    )
    .option('--path <glob>', 'only documents whose path matches')
    .action(async (query: string, options: SearchOptions) => {
      if (query.length > MAX_QUERY_CHARACTERS) throw tooLong();
      const { limit, mode, path } = options;
      const request = parseRequest(SearchRequest, { query, limit, mode, path });
      await using engine = await engineFor(options, 'read');
      printResponse(await engine.search(request), options.json === true);
    });
}

/** `-k`, `--limit`: how many documents at most. */
export function limitOption(): Option {
  return new Option('-k, --limit <number>', 'documents at most').default(10).argParser((text) => {
    const limit = Number(text);
    if (Number.isInteger(limit) && limit >= 1 && limit <= 200) return limit;
    throw new InvalidArgumentError('Give a whole number from 1 to 200.');
  });
}

export function tooLong(): DomainError {
  return new DomainError('query.too-long', {
    message: `The query is longer than ${MAX_QUERY_CHARACTERS} characters.`,
    nextStep: 'Shorten it, or put the text into a file and use similar --document.',
  });
}
