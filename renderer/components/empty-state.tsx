import type { ReactNode } from 'react';
import './empty-state.css';

interface EmptyStateProps {
  readonly title: string;
  /** What to know and what to do about it. */
  readonly children: ReactNode;
}

/** In place of a list that has nothing in it. */
export function EmptyState({ title, children }: EmptyStateProps) {
  return (
    <div className="empty-state">
      <h2>{title}</h2>
      {children}
    </div>
  );
}

/** What can be done about it, in a row. */
export function EmptyStateActions({ children }: { readonly children: ReactNode }) {
  return <div className="empty-state-actions">{children}</div>;
}
