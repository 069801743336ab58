import { useEffect, useState } from 'react';
import { Button } from '../../components/button.tsx';
import { copyText } from '../duplicates/copy-text.ts';

const TELL_MS = 1_600;

/** Copies the path of a file, and says so for a moment. */
export function CopyPathButton({ path }: { readonly path: string }) {
  const [told, setTold] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => setTold(''), TELL_MS);
    return () => clearTimeout(timer);
  });
  return (
    <>
      <Button
        kind="quiet"
        onPress={async () => setTold((await copyText(path)) ? 'Copied' : 'Cannot copy here')}
      >
        {told || 'Copy path'}
      </Button>
      <span className="visually-hidden" role="status">
        {told}
      </span>
    </>
  );
}
