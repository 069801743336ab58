import type { ReactNode } from 'react';
import './passage-text.css';

interface PassageTextProps {
  readonly isCode: boolean;
  readonly children: ReactNode;
}

/** Text of a passage: code in the face for code, with its indentation; all else as it is set around it. */
export function PassageText({ isCode, children }: PassageTextProps) {
  return isCode ? <code className="passage-code">{children}</code> : children;
}
