import type { Database, Statement } from 'better-sqlite3';
import { Settings } from '../../contracts/settings.ts';

/** The settings of a library. */
export class SettingReader {
  readonly #value: Statement;

  constructor(db: Database) {
    this.#value = db.prepare('SELECT value FROM setting WHERE key = ?').pluck();
  }

  /** As set, or the default: also for a value that this version does not know. */
  get<Key extends keyof Settings>(key: Key): Settings[Key] {
    const stored = this.#value.get(key) as string | undefined;
    const schema = Settings.shape[key];
    const parsed = schema.safeParse(stored === undefined ? undefined : parsedJson(stored));
    return (parsed.success ? parsed.data : schema.parse(undefined)) as Settings[Key];
  }
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
