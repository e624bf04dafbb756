import { Modal, Table } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useNavigate } from '@tanstack/react-router'
import { useMay } from '#console/session/me.ts'
import { useStoreId } from '#console/session/client.ts'
import { useWords } from '#console/words/use-words.ts'
import { SEEK } from '#console/roster/seek-field.ts'
import { placesFor } from './places.ts'
import { COMMAND, useSingleKeys } from './single-keys.ts'

/** `g` and a letter go somewhere, `/` looks for a member, `?` tells all this. */
export function Shortcuts() {
  const { say } = useWords()
  const [isOpen, { open, close }] = useDisclosure(false)
  const navigate = useNavigate()
  const store = useStoreId() as string
  const places = placesFor(useMay())
  useSingleKeys({
    onKey: { '?': open, '/': () => void navigate({ to: `/${store}/members` }).then(() => focusSoon(SEEK)) },
    onPair: (letter) => {
      const place = places.find(({ key }) => key === letter)
      if (place !== undefined) void navigate({ to: `/${store}${place.path}` })
    },
  })
  const rows: [string[], string][] = [[[COMMAND, 'K'], say('shortcuts.palette')], [['?'], say('shortcuts.this')], [['/'], say('shortcuts.search')], ...places.flatMap(({ key, word }): [string[], string][] => (key === undefined ? [] : [[['g', key], say('shortcuts.go', { place: say(`nav.${word}`) })]]))]
  return (
    <Modal opened={isOpen} onClose={close} title={say('shortcuts.title')} closeButtonProps={{ 'aria-label': say('ask.close') }}>
      <Table highlightOnHover={false}><Table.Tbody>{rows.map(([keys, what]) => <Table.Tr key={what}><Table.Td w={100}>{keys.map((key) => <span key={key} className="key">{key}</span>)}</Table.Td><Table.Td>{what}</Table.Td></Table.Tr>)}</Table.Tbody></Table>
    </Modal>
  )
}

/** How often, and after how many milliseconds each, a field that a screen still has to bring is looked for. */
const TRIES = 40
const TRY_MS = 50

/** Puts the cursor in a field as soon as its screen is there; nowhere if that takes too long. */
function focusSoon(id: string, tries = TRIES): void {
  const field = document.getElementById(id)
  if (field !== null) field.focus()
  else if (tries > 0) setTimeout(() => focusSoon(id, tries - 1), TRY_MS)
}
