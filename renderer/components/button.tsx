import { Button as AriaButton, type ButtonProps as AriaButtonProps } from 'react-aria-components';
import './button.css';

interface ButtonProps extends AriaButtonProps {
  /** `primary` for the one action a screen is for, `quiet` for what may be overlooked. */
  readonly kind?: 'primary' | 'plain' | 'quiet';
}

export function Button({ kind = 'plain', ...props }: ButtonProps) {
  return <AriaButton {...props} className={`button button-${kind}`} />;
}
