import { Button } from 'react-aria-components';
import type { SearchFilters } from '../../../app/contracts/search.ts';
import { Menu, MenuItem } from '../../components/menu.tsx';
import { useServices } from '../../state/services.ts';
import { useStore } from '../../state/use-store.ts';
import './filter-bar.css';
import { type FacetInWords, facetSummary, facetsInWords, toggled } from './filter-wording.ts';

/** Filters beside the query, each with what the query finds of it; one that could never tell anything apart is left out. */
export function FilterBar() {
  const { library, search } = useServices();
  const sources = useStore(library).status?.sources ?? [];
  const { filters, response } = useStore(search.state);
  const facets = facetsInWords(response?.facets ?? null, filters, sources);
  if (facets.length === 0) return null;
  return (
    <ul className="filter-bar" aria-label="Filters">
      {facets.map((facet) => (
        <li key={facet.filter}>
          <FilterMenu facet={facet} onChange={search.filter} />
        </li>
      ))}
    </ul>
  );
}

interface FilterMenuProps {
  readonly facet: FacetInWords;
  readonly onChange: (change: SearchFilters) => void;
}

const ANY = 'any';

function FilterMenu({ facet, onChange }: FilterMenuProps) {
  const { filter, name, any, chosen, values } = facet;
  return (
    <Menu
      label={name}
      chosen={chosen.length === 0 ? [ANY] : chosen.map(({ value }) => String(value))}
      isMultiple={filter !== 'changedWithinDays'}
      onAction={(id) => {
        const value = values.find((candidate) => String(candidate.value) === id)?.value;
        onChange(value === undefined ? { [filter]: undefined } : toggled(facet, value));
      }}
      trigger={
        <Button className="filter-pill" data-chosen={chosen.length > 0 ? '' : undefined}>
          {chosen.length > 0 && <span className="visually-hidden">{name}: </span>}
          <span className="filter-pill-name">{facetSummary(facet)}</span>
          <span aria-hidden="true">▾</span>
        </Button>
      }
    >
      <MenuItem id={ANY} name={any} />
      {values.map(({ value, name, documents }) => (
        <MenuItem key={value} id={String(value)} name={name} count={documents} />
      ))}
    </Menu>
  );
}
