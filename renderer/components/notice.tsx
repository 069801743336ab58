import type { ReactNode } from 'react';
import './notice.css';

interface NoticeProps {
  readonly children: ReactNode;
  /** Buttons: what can be done about it. */
  readonly actions?: ReactNode;
  readonly onDismiss: () => void;
}

/** A sentence at the lower edge of what it lies in, which stands in nobody's way. */
export function Notice({ children, actions, onDismiss }: NoticeProps) {
  return (
    <div className="notice">
      <div className="notice-text">{children}</div>
      {actions}
      <button type="button" className="notice-dismiss" aria-label="Dismiss" onClick={onDismiss}>
        ×
      </button>
    </div>
  );
}
