import { KeyCap } from './key-cap.tsx';

/** Keys that are pressed together, or one of which does it, and what it does. */
export type KeyMeaning = readonly [caps: readonly string[], what: string];

/** Keys with what they do; how the rows stand is for the place that shows them. */
export function KeyList({
  keys,
  className,
}: {
  readonly keys: readonly KeyMeaning[];
  readonly className?: string;
}) {
  return (
    <dl className={className}>
      {keys.map(([caps, what]) => (
        <div key={what}>
          <dt>
            {caps.map((cap) => (
              <KeyCap key={cap}>{cap}</KeyCap>
            ))}
          </dt>
          <dd>{what}</dd>
        </div>
      ))}
    </dl>
  );
}
