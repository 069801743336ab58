import type { Refusal } from './access-gate.ts';

const REASONS: Readonly<Record<Refusal, string>> = {
  'wrong-host': 'The request was not addressed to this machine by its own name.',
  'wrong-origin': 'The request came from another page.',
  'no-token': 'The request does not carry the key of this launch.',
};

/** A page without scripts, styles or data: why the door is closed and how to open it. */
export function refusalPage(refusal: Refusal): string {
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Semblance: not open to this request</title>
<h1>This is a running Semblance, and this request may not use it</h1>
<p>${REASONS[refusal]}</p>
<p>Open the full address that Semblance printed when it started: the first line in its terminal, ending in
<code>?token=…</code>. Each start makes a new one.</p>
<p>You have just opened that address? <a href="/">Go on to the app.</a></p>
</html>
`;
}
