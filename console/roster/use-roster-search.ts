import { useNavigate, useSearch } from '@tanstack/react-router'
import type { RosterSearch } from './roster-search.ts'

/** The list as the address says it, and the way to another. */
export function useRosterSearch(): { search: RosterSearch; go: (next: RosterSearch) => void } {
  const search: RosterSearch = useSearch({ from: '/$store/members' })
  const navigate = useNavigate()
  return { search, go: (next) => void navigate({ to: '.', search: next }) }
}
