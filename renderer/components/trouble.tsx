import type { ReactNode } from 'react';
import type { ErrorInfo } from '../../app/contracts/library.ts';
import { asSentence } from '../state/wording.ts';
import './trouble.css';

interface TroubleProps {
  readonly error: ErrorInfo;
  /** What can be done here and now, as buttons. */
  readonly children?: ReactNode;
}

/** Expected trouble: what happened, what to do, and the code to name when asking for help. */
export function Trouble({ error, children }: TroubleProps) {
  return (
    <div className="trouble" role="alert">
      <p className="trouble-message">{asSentence(error.message)}</p>
      <p>{asSentence(error.nextStep)}</p>
      <p className="trouble-code">{error.code}</p>
      {children && <div className="trouble-actions">{children}</div>}
    </div>
  );
}
