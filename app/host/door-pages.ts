import type { Refusal } from './access-gate.ts';

const REASONS: Readonly<Record<Refusal, string>> = {
  'wrong-host':
    'The request was not addressed to 127.0.0.1 or localhost with the port that Semblance serves. An SSH tunnel needs ' +
    'the same local port at both ends, for example <code>ssh -L 4000:127.0.0.1:4000</code>.',
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
</html>
`;
}

/**
 * The answer to the address with the token. A page that goes on by itself, and no redirect: a redirect counts as a step
 * of whoever led here, and the new cookie (SameSite=Strict) would not travel with it.
 */
export const ENTRANCE_PAGE = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<link rel="icon" href="data:,">
<meta http-equiv="refresh" content="0; url=/">
<title>Semblance</title>
<p><a href="/">Go on to the app.</a></p>
</html>
`;
