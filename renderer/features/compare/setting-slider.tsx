import { useId } from 'react';

interface SettingSliderProps {
  readonly name: string;
  readonly least: number;
  readonly most: number;
  /** The model's own value; marked under the track. */
  readonly own: number;
  readonly value: number;
  /** A value in words. */
  readonly say: (value: number) => string;
  readonly onChange: (value: number) => void;
}

/** A slider in whole steps. */
export function SettingSlider({ name, least, most, own, value, say, onChange }: SettingSliderProps) {
  const id = useId();
  const share = most === least ? 0 : (own - least) / (most - least);
  return (
    <div className="setting-slider">
      <label htmlFor={id}>{name}</label>
      <output htmlFor={id} data-changed={value === own ? undefined : ''}>
        {say(value)}
      </output>
      <div className="setting-slider-track">
        <input
          id={id}
          type="range"
          min={least}
          max={most}
          step={1}
          value={value}
          aria-valuetext={`${say(value)}${value === own ? ', as the model is made' : ''}`}
          onChange={(event) => onChange(event.target.valueAsNumber)}
        />
        <span
          className="setting-slider-own"
          aria-hidden="true"
          style={{ '--share': share } as React.CSSProperties}
        >
          ▲
        </span>
      </div>
    </div>
  );
}
