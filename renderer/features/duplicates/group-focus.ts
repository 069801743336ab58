export const GROUP_LIST_ID = 'duplicate-groups';
export const GROUP_TITLE_ID = 'duplicate-group-title';

export function focusGroupList(): void {
  document.getElementById(GROUP_LIST_ID)?.focus();
}

export function focusGroupTitle(): void {
  document.getElementById(GROUP_TITLE_ID)?.focus();
}
