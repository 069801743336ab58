import { useCopying } from '../state/use-copying.ts';
import { Button } from './button.tsx';

interface CopyButtonProps {
  readonly text: string;
  readonly label: string;
}

/** Puts a text on the clipboard, and says so for a moment. */
export function CopyButton({ text, label }: CopyButtonProps) {
  const { told, copy } = useCopying();
  return (
    <>
      <Button kind="quiet" onPress={() => copy(text)}>
        {told ?? label}
      </Button>
      <span className="visually-hidden" role="status">
        {told}
      </span>
    </>
  );
}
