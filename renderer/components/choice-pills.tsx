import type { ReactNode } from 'react';
import { Radio, RadioGroup } from 'react-aria-components';
import './choice-pills.css';

interface ChoicePillsProps<T extends string> {
  /** What is chosen, for those who do not see it. */
  readonly label: string;
  readonly value: T;
  onChange(value: T): void;
  /** {@link ChoicePill}s whose values are of T. */
  readonly children: ReactNode;
}

/** One of a few, all in sight. */
export function ChoicePills<T extends string>({ label, value, onChange, children }: ChoicePillsProps<T>) {
  return (
    <RadioGroup
      className="choice-pills"
      aria-label={label}
      orientation="horizontal"
      value={value}
      onChange={(chosen) => onChange(chosen as T)}
    >
      {children}
    </RadioGroup>
  );
}

export function ChoicePill({ value, children }: { readonly value: string; readonly children: ReactNode }) {
  return (
    <Radio value={value} className="choice-pill">
      {children}
    </Radio>
  );
}
