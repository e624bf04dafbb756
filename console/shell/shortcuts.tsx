import { Modal, Table } from '@mantine/core'
import { useDisclosure, useHotkeys } from '@mantine/hooks'
import { useNavigate } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { useMay } from '#console/session/me.ts'
import { useStoreId } from '#console/session/client.ts'
import { useWords } from '#console/words/use-words.ts'
import { placesFor } from './places.ts'

/** So long the second letter of a pair may take. */
const PAIR_MS = 1_200

/** `g` and a letter go somewhere, `/` looks for a member, `?` tells all this. Never while somebody writes. */
export function Shortcuts() {
  const { say } = useWords()
  const [isOpen, { open, close }] = useDisclosure(false)
  const navigate = useNavigate()
  const store = useStoreId() as string
  const places = placesFor(useMay())
  useHotkeys([['shift + ?', open, { usePhysicalKeys: false }], ['?', open], ['/', () => void navigate({ to: `/${store}/members` })]])
  usePairs((letter) => {
    const place = places.find(({ key }) => key === letter)
    if (place !== undefined) void navigate({ to: `/${store}${place.path}` })
  })
  const rows: [string[], string][] = [[['⌘', 'K'], say('shortcuts.palette')], [['?'], say('shortcuts.this')], [['/'], say('shortcuts.search')], ...places.flatMap(({ key, word }): [string[], string][] => (key === undefined ? [] : [[['g', key], say('shortcuts.go', { place: say(`nav.${word}`) })]]))]
  return (
    <Modal opened={isOpen} onClose={close} title={say('shortcuts.title')} closeButtonProps={{ 'aria-label': say('ask.close') }}>
      <Table highlightOnHover={false}><Table.Tbody>{rows.map(([keys, what]) => <Table.Tr key={what}><Table.Td w={100}>{keys.map((key) => <span key={key} className="key">{key}</span>)}</Table.Td><Table.Td>{what}</Table.Td></Table.Tr>)}</Table.Tbody></Table>
    </Modal>
  )
}

function usePairs(go: (letter: string) => void): void {
  const began = useRef(0)
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => {
      const isWriting = event.target instanceof HTMLElement && event.target.closest('input, textarea, select, [contenteditable="true"]') !== null
      if (isWriting || event.metaKey || event.ctrlKey || event.altKey) return
      if (event.key === 'g') began.current = event.timeStamp
      else if (event.timeStamp - began.current < PAIR_MS) go(event.key)
    }
    document.addEventListener('keydown', listen)
    return () => document.removeEventListener('keydown', listen)
  })
}
