import { useEffect, useState } from 'react';
import { Button } from '../../components/button.tsx';
import { copyText } from './copy-text.ts';

const TELL_MS = 1_600;

type Outcome = 'copied' | 'refused';
const LABELS: Record<Outcome, string> = { copied: 'Copied', refused: 'Cannot copy here' };

/** Copies a text, and says so for a moment. */
export function CopyButton({ text }: { readonly text: string }) {
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  useEffect(() => {
    if (outcome === null) return;
    const timer = setTimeout(() => setOutcome(null), TELL_MS);
    return () => clearTimeout(timer);
  }, [outcome]);
  return (
    <>
      <Button kind="quiet" onPress={async () => setOutcome((await copyText(text)) ? 'copied' : 'refused')}>
        {outcome ? LABELS[outcome] : 'Copy text'}
      </Button>
      <span className="visually-hidden" role="status">
        {outcome && LABELS[outcome]}
      </span>
    </>
  );
}
