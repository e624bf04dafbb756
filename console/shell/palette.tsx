import { Text } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { createSpotlight, Spotlight } from '@mantine/spotlight'
import { MagnifyingGlassIcon } from '@radix-ui/react-icons'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { RockpoolError } from '#sdk/index'
import { useMay } from '#console/session/me.ts'
import { useClient, useStoreId } from '#console/session/client.ts'
import { useWords } from '#console/words/use-words.ts'
import { DEEDS } from './deeds.ts'
import { findThings, SHORTEST, type Thing } from './find-things.ts'
import { placesFor } from './places.ts'

const [spotlight, palette] = createSpotlight()
/** Nobody is asked for each letter. */
const PATIENCE_MS = 250

/** Opens what ⌘K and Ctrl K open. */
export function openPalette(): void {
  palette.open()
}

type Way = { id: string; label: string; about: string; onGo: () => void }

/** Goes anywhere by a few letters: to a place, to what one wants to do, and to whatever has the id, the address or the number that is typed. */
export function Palette() {
  const { say } = useWords()
  const may = useMay()
  const navigate = useNavigate()
  const storeId = useStoreId() as string
  const go = (path: string, search?: Readonly<Record<string, string>>) => () => void navigate({ to: `/${storeId}${path}`, ...(search === undefined ? {} : { search }) })
  const [query, setQuery] = useState('')
  const fits = ({ label, about }: Way): boolean => `${label} ${about}`.toLowerCase().includes(query.trim().toLowerCase())
  const places = placesFor(may).map(({ word, path }) => ({ id: word, label: say(`nav.${word}`), about: say(`about.${word}`), onGo: go(path) })).filter(fits)
  const deeds = DEEDS.filter(({ permission }) => may(permission)).map(({ word, path, search }) => ({ id: `do-${word}`, label: say(`palette.do.${word}`), about: say(`palette.about.${word}`), onGo: go(path, search) })).filter(fits)
  const ways = { places, deeds }
  // Deeds are few: they stand first until something is typed, which is mostly where one wants to go.
  const groups = query === '' ? (['deeds', 'places'] as const) : (['places', 'deeds'] as const)
  const { things, isLooking, problem } = useThings(query.trim())
  const listed = [...things, ...places, ...deeds].map(({ id }) => id).join('\n')
  useEffect(() => void (query !== '' && chooseFirst()), [query, listed])
  const count = places.length + deeds.length + things.length
  return (
    <Spotlight.Root store={spotlight} query={query} onQueryChange={setQuery} shortcut={['mod + K']} scrollable maxHeight={440} centered={false} yOffset={80}>
      <Spotlight.Search placeholder={say('palette.ask')} aria-label={say('palette.ask')} onKeyDown={({ key }) => void (key === 'Enter' && chooseFirst())} leftSection={<MagnifyingGlassIcon aria-hidden />} />
      <Text size="xs" c={problem === null ? 'dimmed' : 'var(--mantine-color-error)'} px="md" pb={isLooking || problem !== null ? 6 : 0} role="status">{problem ?? (isLooking ? say('palette.looking') : '')}</Text>
      <Spotlight.ActionsList>
        <Ways label={say('palette.found')} ways={things} />
        {groups.map((word) => <Ways key={word} label={say(`palette.${word}`)} ways={ways[word]} />)}
        {count === 0 && !isLooking ? <Spotlight.Empty>{say('palette.nothing')}</Spotlight.Empty> : null}
      </Spotlight.ActionsList>
    </Spotlight.Root>
  )
}

/** What comes later than the letters, or takes the place of what was chosen, is chosen by nobody: Enter takes the first of it. */
function chooseFirst(): void {
  const state = spotlight.getState()
  const list = document.getElementById(state.listId)
  if (list === null || list.querySelector('[data-selected]') !== null) return
  list.querySelector('[data-action]')?.setAttribute('data-selected', 'true')
  spotlight.setState({ ...state, selected: 0 })
}

function Ways({ label, ways }: { label: string; ways: readonly Way[] }) {
  if (ways.length === 0) return null
  return <Spotlight.ActionsGroup label={label}>{ways.map(({ id, label: name, about, onGo }) => <Spotlight.Action key={id} label={name} description={about} onClick={onGo} />)}</Spotlight.ActionsGroup>
}

/** What has the id, the address or the number that is typed, once nobody types any more. */
function useThings(sought: string): { things: Way[]; isLooking: boolean; problem: string | null } {
  const { say } = useWords()
  const may = useMay()
  const { client, key } = useClient()
  const navigate = useNavigate()
  const store = useStoreId() as string
  const [settled] = useDebouncedValue(sought, PATIENCE_MS)
  const isWanted = settled.length >= SHORTEST
  const found = useQuery({ queryKey: key('members', 'find', settled), queryFn: () => findThings(client, settled, may), enabled: isWanted, retry: false })
  const isSettled = sought === settled
  const goTo = ({ sort, id }: Thing): void => {
    if (sort === 'member') return void navigate({ to: '/$store/members/$member', params: { store, member: id } })
    return void (sort === 'order' ? navigate({ to: '/$store/orders/$order', params: { store, order: id } }) : navigate({ to: '/$store/catalogue/products/$sku', params: { store, sku: id } }))
  }
  return {
    things: isWanted && isSettled ? (found.data ?? []).map((thing) => ({ id: `${thing.sort} ${thing.id}`, label: say(`palette.sort.${thing.sort}`, thing), about: thing.about, onGo: () => goTo(thing) })) : [],
    isLooking: sought.length >= SHORTEST && (!isSettled || found.isFetching),
    problem: !isWanted || !isSettled || found.error === null ? null : found.error instanceof RockpoolError ? found.error.problem.detail : say('trouble.unreachable'),
  }
}
