import { useNavigate, useSearch } from '@tanstack/react-router'
import { useMemo } from 'react'
import { readRosterSearch, type RosterSearch } from './roster-search.ts'

/** The list as the address says it, and the way to another. What makes no sense in it comes through the routes above, and is left out here once more. */
export function useRosterSearch(): { search: RosterSearch; go: (next: RosterSearch) => void } {
  const said: RosterSearch = useSearch({ from: '/$store/members' })
  const search = useMemo(() => readRosterSearch(said), [said])
  const navigate = useNavigate()
  return { search, go: (next) => void navigate({ to: '.', search: next }) }
}
