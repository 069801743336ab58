/** Writes a JSON line on stderr, as the engine and the command line do. */
export function logError(event: string, fields: Readonly<Record<string, unknown>>): void {
  process.stderr.write(`${JSON.stringify({ level: 'error', event, ...fields })}\n`);
}
