import { describe, expect, it } from 'vitest';
import { MENU_VIEWS, type MenuCommand } from '../../app/contracts/shell-messages.ts';
import { followMenu } from './menu-commands.ts';
import { VIEWS } from './view.ts';

function menu({ isBlocked = false } = {}) {
  const done: string[] = [];
  let choose: (command: MenuCommand) => void = () => {};
  const shell = {
    onMenuCommand: (listener: typeof choose) => {
      choose = listener;
    },
  };
  followMenu(shell, {
    show: (view) => done.push(`show ${view}`),
    find: () => done.push('find'),
    addFolder: () => done.push('add a folder'),
    go: (link) => done.push(`go to a ${link.kind}`),
    isBlocked: () => isBlocked,
  });
  return { done, choose };
}

describe('the application menu', () => {
  it('leads to views, to the search field, and to a new folder in the library', () => {
    const { done, choose } = menu();
    choose({ kind: 'show', view: 'compare' });
    choose({ kind: 'find' });
    choose({ kind: 'add-folder' });
    choose({ kind: 'go', link: { kind: 'open', document: '/a.md' } });
    expect(done).toEqual(['show compare', 'find', 'show library', 'add a folder', 'go to a open']);
  });

  it('has the views of the navigation, in its order', () => {
    expect(MENU_VIEWS).toEqual(VIEWS);
  });

  it('leads nowhere while a dialog is open', () => {
    const { done, choose } = menu({ isBlocked: true });
    choose({ kind: 'find' });
    choose({ kind: 'add-folder' });
    expect(done).toEqual([]);
  });
});
