import type { ReactNode } from 'react';
import { Menu as AriaMenu, MenuItem as AriaMenuItem, MenuTrigger, Popover } from 'react-aria-components';
import './menu.css';

interface MenuProps {
  /** The button that opens the menu. */
  readonly trigger: ReactNode;
  readonly label: string;
  readonly onAction: (id: string) => void;
  /** What is chosen, where the menu is a choice; left out where its entries are done. */
  readonly chosen?: readonly string[];
  /** Several entries may be chosen, so the menu stays open; {@link onAction} is told each that changes. */
  readonly isMultiple?: boolean;
  /** {@link MenuItem}s. */
  readonly children: ReactNode;
}

/** A button and the entries it unfolds. */
export function Menu({ trigger, label, onAction, chosen, isMultiple = false, children }: MenuProps) {
  const choice = chosen && {
    selectionMode: isMultiple ? ('multiple' as const) : ('single' as const),
    selectedKeys: chosen,
  };
  return (
    <MenuTrigger>
      {trigger}
      <Popover className="menu-frame" placement="bottom start" offset={4}>
        <AriaMenu className="menu" aria-label={label} onAction={(key) => onAction(String(key))} {...choice}>
          {children}
        </AriaMenu>
      </Popover>
    </MenuTrigger>
  );
}

interface MenuItemProps {
  readonly id: string;
  /** The entry as plain text, for typing ahead. */
  readonly name: string;
  readonly count?: number;
}

export function MenuItem({ id, name, count }: MenuItemProps) {
  return (
    <AriaMenuItem id={id} className="menu-item" textValue={name}>
      <span className="menu-item-name">{name}</span>
      {count !== undefined && <span className="menu-item-count">{count}</span>}
    </AriaMenuItem>
  );
}
