import './progress-line.css';

interface ProgressLineProps {
  readonly label: string;
  /** 0 to 1; null while the total is unknown. */
  readonly share: number | null;
}

export function ProgressLine({ label, share }: ProgressLineProps) {
  return (
    <progress className="progress-line" aria-label={label} {...(share === null ? {} : { value: share })} />
  );
}
