import { useEffect, useState } from 'react';

const TELL_MS = 1_600;

/** Puts texts on the clipboard, and tells for a moment what came of it. */
export function useCopying(): { told: string | null; copy(text: string): Promise<void> } {
  const [told, setTold] = useState<string | null>(null);
  useEffect(() => {
    if (told === null) return;
    const timer = setTimeout(() => setTold(null), TELL_MS);
    return () => clearTimeout(timer);
  }, [told]);
  const copy = (text: string) =>
    navigator.clipboard.writeText(text).then(
      () => setTold('Copied'),
      () => setTold('Cannot copy here'),
    );
  return { told, copy };
}
