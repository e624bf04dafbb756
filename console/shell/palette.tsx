import { createSpotlight, Spotlight, type SpotlightActionData } from '@mantine/spotlight'
import { MagnifyingGlassIcon } from '@radix-ui/react-icons'
import { useNavigate } from '@tanstack/react-router'
import { useMay } from '#console/session/me.ts'
import { useStoreId } from '#console/session/client.ts'
import { useWords } from '#console/words/use-words.ts'
import { placesFor } from './places.ts'

const [store, palette] = createSpotlight()

/** Opens what ⌘K and Ctrl K open. */
export function openPalette(): void {
  palette.open()
}

/** Goes anywhere by a few letters. */
export function Palette() {
  const { say } = useWords()
  const navigate = useNavigate()
  const storeId = useStoreId() as string
  const actions: SpotlightActionData[] = placesFor(useMay()).map(({ word, path }) => ({ id: word, label: say(`nav.${word}`), description: say(`about.${word}`), onClick: () => void navigate({ to: `/${storeId}${path}` }) }))
  return <Spotlight store={store} actions={actions} shortcut={['mod + K']} nothingFound={say('palette.nothing')} searchProps={{ placeholder: say('palette.ask'), 'aria-label': say('palette.ask'), leftSection: <MagnifyingGlassIcon aria-hidden /> }} />
}
