import { VERDICT_STARTS } from '../../../app/contracts/compare.ts';
import { formatScore } from './figures.ts';

interface MeaningRulerProps {
  readonly cosine: number;
  readonly unrelated: number;
}

const STEP_NAMES = { same: 'same', close: 'close', related: 'related', unrelated: '' };

/** The similarity between where unrelated sentences lie and 1, with the places where the words of the verdict begin. */
export function MeaningRuler({ cosine, unrelated }: MeaningRulerProps) {
  const low = Math.min(0, cosine, unrelated);
  const place = (value: number) => (value - low) / (1 - low);
  const starts = VERDICT_STARTS.map(([verdict, start]) => ({
    name: STEP_NAMES[verdict],
    at: place(unrelated + start * (1 - unrelated)),
  }));
  return (
    <Ruler
      name="Meaning"
      value={place(cosine)}
      label={formatScore(cosine)}
      marks={[{ name: 'unrelated', at: place(unrelated) }, ...starts]}
    />
  );
}

/** How many of the words stand in both texts. */
export function WordsRuler({ jaccard }: { readonly jaccard: number }) {
  return <Ruler name="Words" value={jaccard} label={`${Math.round(jaccard * 100)} %`} marks={[]} />;
}

interface RulerProps {
  readonly name: string;
  /** 0 to 1. */
  readonly value: number;
  readonly label: string;
  readonly marks: readonly { readonly name: string; readonly at: number }[];
}

function Ruler({ name, value, label, marks }: RulerProps) {
  return (
    <div className="ruler" data-marked={marks.length > 0 ? '' : undefined}>
      <span className="ruler-name">{name}</span>
      <div className="ruler-track" aria-hidden="true">
        <span className="ruler-fill" style={{ inlineSize: percent(value) }} />
        {marks.map(({ name, at }) => (
          <span key={name} className="ruler-mark" style={{ insetInlineStart: percent(at) }}>
            <span>{name}</span>
          </span>
        ))}
      </div>
      <span className="ruler-label">{label}</span>
    </div>
  );
}

const percent = (share: number) => `${Math.min(Math.max(share, 0), 1) * 100}%`;
