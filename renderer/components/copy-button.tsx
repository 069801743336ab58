import { useEffect, useState } from 'react';
import { Button } from './button.tsx';

const TELL_MS = 1_600;

type Outcome = 'copied' | 'refused';
const OUTCOMES: Record<Outcome, string> = { copied: 'Copied', refused: 'Cannot copy here' };

interface CopyButtonProps {
  readonly text: string;
  readonly label: string;
}

/** Puts a text on the clipboard, and says so for a moment. */
export function CopyButton({ text, label }: CopyButtonProps) {
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  useEffect(() => {
    if (outcome === null) return;
    const timer = setTimeout(() => setOutcome(null), TELL_MS);
    return () => clearTimeout(timer);
  }, [outcome]);
  const copy = () =>
    navigator.clipboard.writeText(text).then(
      () => setOutcome('copied'),
      () => setOutcome('refused'),
    );
  return (
    <>
      <Button kind="quiet" onPress={copy}>
        {outcome ? OUTCOMES[outcome] : label}
      </Button>
      <span className="visually-hidden" role="status">
        {outcome && OUTCOMES[outcome]}
      </span>
    </>
  );
}
