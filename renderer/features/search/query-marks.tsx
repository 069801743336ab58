import { queryRuns } from '../../state/query-marks.ts';

interface QueryMarksProps {
  readonly query: string;
  /** False while it is typed. */
  readonly isFinished: boolean;
  /** How far the field has scrolled, in pixels. */
  readonly scrolled: number;
}

/** Lies behind the text of the field, character under character, and marks its operators. */
export function QueryMarks({ query, isFinished, scrolled }: QueryMarksProps) {
  return (
    <div className="query-marks" aria-hidden="true">
      <span style={{ translate: `${-scrolled}px` }}>
        {queryRuns(query, isFinished).map(({ text, kind }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the runs of a text have no identity but their position
          <span key={index} data-kind={kind}>
            {text}
          </span>
        ))}
      </span>
    </div>
  );
}
