import type { ReactNode, Ref } from 'react';
import './list-and-side.css';

interface ListAndSideProps {
  readonly list: ReactNode;
  /** What is selected in the list. */
  readonly side: ReactNode;
  readonly sideRef?: Ref<HTMLDivElement>;
  /** In a narrow window, whether the side is shown in place of the list. */
  readonly isOpen: boolean;
  /** How wide the list may be, as a CSS length. */
  readonly listWidth: string;
}

/** A list and, beside it, what is selected there. */
export function ListAndSide({ list, side, sideRef, isOpen, listWidth }: ListAndSideProps) {
  return (
    <div
      className="list-and-side"
      data-open={isOpen ? '' : undefined}
      style={{ '--list-width': listWidth } as React.CSSProperties}
    >
      {list}
      <div ref={sideRef} className="list-and-side-side">
        {side}
      </div>
    </div>
  );
}
