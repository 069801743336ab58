import { addressOf, VIEWS, type View } from '../../state/view.ts';

export const VIEW_NAMES: Record<View, string> = {
  search: 'Search',
  duplicates: 'Duplicates',
  compare: 'Compare',
  library: 'Library',
  settings: 'Settings',
};

export function Navigation({ current }: { readonly current: View }) {
  return (
    <nav aria-label="Views">
      <ul className="navigation">
        {VIEWS.map((view) => (
          <li key={view}>
            <a href={addressOf(view)} aria-current={view === current ? 'page' : undefined}>
              {VIEW_NAMES[view]}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
